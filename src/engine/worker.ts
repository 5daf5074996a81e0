/**
 * A training thread. It leads runs, or helps one that another thread leads; between them it waits for messages.
 * Everything large lies in the shared memory it is given at birth.
 */

import { parentPort, workerData } from 'node:worker_threads';
import type { FloatArray, Network } from './backend.ts';
import { giveWay } from './courtesy.ts';
import { giveBack } from './giveBack.ts';
import { initialTensors } from './init.ts';
import { gatherProgress } from './progress.ts';
import { commands, type FromWorker, type HelpJob, type StretchEnd, type Tensors } from './protocol.ts';
import type { ToWorker, TrainJob, WorkerSetup } from './protocol.ts';
import { joinTeam } from './simd/follower.ts';
import { openNetwork } from './simd/network.ts';
import type { Evaluation } from './spec.ts';
import { optimizerSlots, tensorTable } from './tensors.ts';
import { createTrainer } from './trainer.ts';

/** Milliseconds between two reports: as often as the interface may hear of a run. */
const reportEvery = 1000 / 15;
/** Milliseconds between two checkpoints from which an interrupted run can continue. */
const secureEvery = 2000;
/** Milliseconds to the first of them: short runs get one too. */
const firstSecured = 400;

const port = parentPort!;
const setup = workerData as WorkerSetup;
const courtesy = giveWay(new Int32Array(setup.attention ?? new SharedArrayBuffer(4)), () => performance.now());

port.on('message', (message: ToWorker) => {
  if (message.type === 'train') lead(message.job);
  else help(message.help);
});

/** @param moved tensors that are the message's alone: their memory goes with it instead of being copied */
function send(message: FromWorker, ...moved: readonly (Tensors | null)[]): void {
  const buffers = moved.flatMap((tensors) => [...(tensors?.values() ?? [])].map(({ buffer }) => buffer));
  port.postMessage(
    message,
    buffers.filter((buffer) => buffer instanceof ArrayBuffer),
  );
}

function help(job: HelpJob): void {
  try {
    joinTeam(setup, { ...job, memory: setup.memory }, job.slot);
  } finally {
    send({ type: 'left', runId: job.runId });
  }
}

function lead(job: TrainJob): void {
  const { runId } = job;
  let network: Network | null = null;
  try {
    network = openNetwork(setup, { ...job, memory: setup.memory }, () => performance.now());
    const ended = train(job, network);
    send(ended, ended.weights, ended.slots);
  } catch (error) {
    send({ type: 'failed', runId, message: error instanceof Error ? error.message : String(error) });
  } finally {
    network?.dispose();
  }
}

/** One stretch of training: to the end of the run, or until it is paused, stopped or interrupted. */
function train(job: TrainJob, network: Network): Extract<FromWorker, { type: 'ended' }> {
  const { runId, training, seed, from } = job;
  writeTensors(job, network);
  const word = new Int32Array(job.command);
  const progress = gatherProgress(from?.step ?? 0);
  const begun = performance.now();
  const secondsSoFar = (): number => (performance.now() - begun) / 1000;
  const evaluation = (given: Evaluation): void => progress.evaluation({ ...given, seconds: secondsSoFar() });
  const sink = { ...progress, evaluation };
  const trainer = createTrainer({ network, training, seed, sink, from: from ?? undefined });
  const keepAfter = new Set(job.keepAfter);

  let reported = begun;
  let secured = begun + firstSecured - secureEvery;
  const report = (): void => {
    reported = performance.now();
    const { step } = trainer.state;
    const seconds = secondsSoFar();
    send({ type: 'progress', report: { runId, ...progress.take(), step, epoch: trainer.epoch, seconds } });
  };
  const checkpoint = (slots: Tensors | null): void => {
    report();
    const { state } = trainer;
    const weights = weightsOf(network);
    send({ type: 'checkpoint', runId, state, seconds: secondsSoFar(), weights, slots }, weights, slots);
  };

  let asked: number = commands.train;
  const outcome = trainer.advance(() => {
    asked = Atomics.load(word, 0);
    if (asked !== commands.train) return true;
    courtesy();
    if (keepAfter.delete(trainer.epoch)) checkpoint(null);
    const now = performance.now();
    if (now - secured >= secureEvery) {
      checkpoint(slotsOf(network));
      secured = performance.now();
    } else if (now - reported >= reportEvery) report();
    return false;
  });
  const end: StretchEnd = outcome.status === 'running' ? { status: brokenOff[asked]! } : outcome;
  const final = end.status === 'paused' ? null : trainer.scores();
  // A run stopped for good has an end of its own in its series; an interrupted one goes on as if nothing had been.
  if (final && end.status === 'stopped') evaluation(final);
  report();
  return {
    type: 'ended',
    runId,
    end,
    state: trainer.state,
    seconds: secondsSoFar(),
    final,
    weights: weightsOf(network),
    slots: slotsOf(network),
  };
}

const brokenOff: Readonly<Record<number, 'paused' | 'stopped' | 'interrupted'>> = {
  [commands.pause]: 'paused',
  [commands.stop]: 'stopped',
  [commands.interrupt]: 'interrupted',
};

function writeTensors({ network: spec, seed, from, tensors }: TrainJob, network: Network): void {
  const given = tensors ?? (from ? new Map<string, Float32Array>() : initialTensors(spec, seed));
  for (const [name, values] of given) network.write(name, values);
  giveBack(given.values());
}

function weightsOf(network: Network): Map<string, Float32Array> {
  return read(network, tensorNames(network));
}

function slotsOf(network: Network): Map<string, Float32Array> {
  const slots = optimizerSlots(network.plan.optimizer);
  return read(
    network,
    tensorNames(network).flatMap((name) => slots.map((slot) => `${name}.${slot}`)),
  );
}

function tensorNames(network: Network): string[] {
  return tensorTable(network.plan.network).map(({ name }) => name);
}

function read(network: Network, names: readonly string[]): Map<string, Float32Array> {
  const copyOf = (values: FloatArray) => (values instanceof Float32Array ? values : Float32Array.from(values));
  return new Map(names.map((name) => [name, copyOf(network.read(name))]));
}
