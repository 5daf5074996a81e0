/**
 * A training thread. It leads runs, or helps one that another thread leads; between them it waits for messages.
 * Everything large lies in the shared memory it is given at birth.
 */

import { parentPort, workerData } from 'node:worker_threads';
import type { Network } from './backend.ts';
import { initialTensors } from './init.ts';
import { gatherProgress } from './progress.ts';
import { commands, type FromWorker, type HelpJob, type StretchEnd } from './protocol.ts';
import type { ToWorker, TrainJob, WorkerSetup } from './protocol.ts';
import { joinTeam } from './simd/follower.ts';
import { openNetwork } from './simd/network.ts';
import { tensorTable } from './tensors.ts';
import { createTrainer } from './trainer.ts';

/** Milliseconds between two reports: as often as the interface may hear of a run. */
const reportEvery = 1000 / 15;

const port = parentPort!;
const setup = workerData as WorkerSetup;

port.on('message', (message: ToWorker) => {
  if (message.type === 'train') lead(message.job);
  else help(message.help);
});

function send(message: FromWorker): void {
  port.postMessage(message);
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
    network = openNetwork(setup, { ...job, memory: setup.memory });
    send(train(job, network));
  } catch (error) {
    send({ type: 'failed', runId, message: error instanceof Error ? error.message : String(error) });
  } finally {
    network?.dispose();
  }
}

/** One stretch of training: to the end of the run, or until it is paused or stopped. */
function train(job: TrainJob, network: Network): FromWorker {
  const { runId, training, seed, from } = job;
  if (!from) writeInitialWeights(job, network);
  const word = new Int32Array(job.command);
  const progress = gatherProgress(from?.step ?? 0);
  const trainer = createTrainer({ network, training, seed, sink: progress, from: from ?? undefined });

  const begun = performance.now();
  let reported = begun;
  const report = (): void => {
    reported = performance.now();
    const seconds = (reported - begun) / 1000;
    const { step } = trainer.state;
    send({ type: 'progress', report: { runId, ...progress.take(), step, epoch: trainer.epoch, seconds } });
  };
  let asked: number = commands.train;
  const outcome = trainer.advance(() => {
    asked = Atomics.load(word, 0);
    if (asked !== commands.train) return true;
    if (performance.now() - reported >= reportEvery) report();
    return false;
  });
  const brokenOff: StretchEnd = { status: asked === commands.pause ? 'paused' : 'stopped' };
  const end = outcome.status === 'running' ? brokenOff : outcome;
  const final = end.status === 'paused' ? null : trainer.conclude();
  report();
  return { type: 'ended', runId, end, state: trainer.state, final, weights: final && weightsOf(network) };
}

function writeInitialWeights({ network: spec, seed, initialWeights }: TrainJob, network: Network): void {
  for (const [name, values] of initialWeights ?? initialTensors(spec, seed)) network.write(name, values);
}

function weightsOf(network: Network): Map<string, Float32Array> {
  return new Map(
    tensorTable(network.plan.network).map(({ name }) => [name, Float32Array.from(network.read(name))] as const),
  );
}
