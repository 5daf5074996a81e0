/**
 * The life of runs: a queue in order of arrival, started as threads become free, each with its block of shared memory,
 * until it is finished, diverged, stopped, failed or interrupted. Results go to the journal as they come.
 */

import { giveBack } from '../../engine/giveBack.ts';
import { commands, type ProgressReport, type Tensors, type TrainJob } from '../../engine/protocol.ts';
import type { TrainerState } from '../../engine/trainer.ts';
import { OutOfSharedMemory } from '../../engine/simd/allocator.ts';
import type { RunCommand } from '../../shared/contract.ts';
import { UserError, messageOf } from '../../shared/errors.ts';
import type { Experiment } from '../../shared/experiment.ts';
import type { RunRecord } from '../store/store.ts';
import { epochsToKeep, type CheckpointWriter } from './checkpoints.ts';
import type { Gain, Journal } from './journal.ts';
import { liveRun, type LiveRun, type QueuedRun, type Word } from './liveRun.ts';
import type { EngineMemory } from './memory.ts';
import { placeRun, type LoadedData, type Placement } from './placement.ts';
import type { Checkpoint, Ended, Pool } from './pool.ts';
import { afterEnd, afterProgress, rankingErrors, scoresOf, sinceStart, type RunChanges } from './record.ts';
import { multiplyAddsPerSecond } from './speed.ts';

export interface ManagerOptions {
  readonly journal: Journal;
  readonly checkpoints: CheckpointWriter;
  readonly memory: EngineMemory;
  readonly pool: Pool;
  readonly loadData: (experiment: Experiment) => Promise<LoadedData>;
  /** Told when a run ended for good, whatever its end. */
  readonly ended: (record: RunRecord) => void;
  readonly saveSpeed: (multiplyAddsPerSecond: number) => void;
  /** Hears what could not be written while a run goes on. */
  readonly onDefect: (error: unknown) => void;
}

export class RunManager {
  readonly #options: ManagerOptions;
  readonly #live = new Map<string, LiveRun>();
  readonly #queue: LiveRun[] = [];
  /** Runs that found no room in the shared memory, in the order of the queue: they try again when a run has ended. */
  readonly #short: LiveRun[] = [];
  readonly #whenOver: (() => void)[] = [];
  #starting = 0;
  #closing = false;

  constructor(options: ManagerOptions) {
    this.#options = options;
  }

  /** Queues runs that are in the store already. */
  enqueue(runs: readonly QueuedRun[]): void {
    for (const run of runs.map(liveRun)) {
      this.#live.set(run.record.id, run);
      this.#queue.push(run);
    }
    this.refresh();
  }

  /** Records of the runs that are queued, running or paused here. */
  get live(): RunRecord[] {
    return [...this.#live.values()].map((run) => run.record);
  }

  record(runId: string): RunRecord | null {
    return this.#live.get(runId)?.record ?? null;
  }

  /** What a run has learnt up to now, good enough to look at (`Placement.weights`); null before it has trained here. */
  liveWeights(runId: string): { readonly step: number; readonly tensors: Tensors } | null {
    const run = this.#live.get(runId);
    if (!run?.placement) return null;
    const { record, before, from, tensors } = run;
    const isWritten = record.step > before.step || (from !== null && tensors === null);
    return isWritten ? { step: record.step, tensors: run.placement.weights() } : null;
  }

  /** Pauses, resumes or stops a run. Asking for what already is does nothing. */
  command(runId: string, command: RunCommand): void {
    const run = this.#live.get(runId);
    if (!run)
      throw new UserError(
        'conflict',
        `${command}: run ${runId} has ended; only a run that is underway can be ${past[command]}.`,
      );
    if (command === 'pause') this.#pause(run);
    else if (command === 'resume') this.#resume(run);
    else this.#breakOff(run, 'stop');
  }

  /** Interrupts every run where it is; resolves when all have ended. */
  async interruptAll(): Promise<void> {
    this.#closing = true;
    for (const run of [...this.#live.values()]) this.#breakOff(run, 'interrupt');
    while (this.#live.size > 0) await new Promise<void>((resolve) => this.#whenOver.push(resolve));
  }

  /** Starts what waits, as far as threads are free. */
  refresh(): void {
    while (!this.#closing && this.#queue.length > 0 && this.#options.pool.free - this.#starting > 0)
      void this.#start(this.#queue.shift()!);
  }

  #pause(run: LiveRun): void {
    if (run.record.status === 'running') this.#ask(run, 'pause');
    else if (this.#unqueue(run)) this.#change(run, { status: 'paused' });
  }

  #resume(run: LiveRun): void {
    if (run.asked === 'pause') {
      run.asked = null;
      this.#tell(run, 'train');
    } else if (run.record.status === 'paused') {
      this.#change(run, { status: 'queued' });
      this.#queue.push(run);
      this.refresh();
    }
  }

  /** Ends a run where it is. One that has trained is asked, even while paused, for its scores and weights. */
  #breakOff(run: LiveRun, word: 'stop' | 'interrupt'): void {
    const { status } = run.record;
    const waits = this.#unqueue(run) || status === 'paused';
    if (!waits) this.#ask(run, word);
    else if (run.record.step === 0 || !run.placement) this.#end(run, afterEnd({ status: brokenOff[word] }));
    else {
      run.asked = word;
      void this.#start(run);
    }
  }

  /** Takes a run out of the queue; false when it was not in it. */
  #unqueue(run: LiveRun): boolean {
    const line = [this.#queue, this.#short].find((runs) => runs.includes(run));
    line?.splice(line.indexOf(run), 1);
    return line !== undefined;
  }

  #ask(run: LiveRun, word: Word): void {
    run.asked = word;
    this.#tell(run, word);
  }

  #tell(run: LiveRun, word: keyof typeof commands): void {
    Atomics.store(new Int32Array(run.word), 0, commands[word]);
  }

  async #start(run: LiveRun): Promise<void> {
    this.#starting += 1;
    let failure: unknown;
    try {
      run.placement ??= await this.#place(run);
    } catch (error) {
      failure = error;
    }
    this.#starting -= 1;
    if (!run.placement) return this.#notPlaced(run, failure);
    this.#tell(run, run.asked ?? 'train');
    run.before = { seconds: run.record.seconds, step: run.record.step };
    this.#change(run, { status: 'running', message: null, startedAt: run.record.startedAt ?? Date.now() });
    this.#options.pool.start(this.#job(run, run.placement), run.work.perStep, {
      progress: (report) => this.#progress(run, report),
      checkpoint: (message) => void this.#checkpoint(run, message).catch(this.#options.onDefect),
      ended: (message, helpSeconds) => void this.#ended(run, message, helpSeconds),
      failed: (message) => this.#end(run, { status: 'failed', message }),
    });
  }

  /** Without room a run waits while another one holds memory, even a paused one, and fails only where none does. */
  #notPlaced(run: LiveRun, failure: unknown): void {
    const othersHold = [...this.#live.values()].some((other) => other !== run && other.placement);
    if (!(failure instanceof OutOfSharedMemory && othersHold))
      return this.#end(run, { status: 'failed', message: messageOf(failure) });
    const { asked } = run;
    run.asked = null;
    this.#short.push(run);
    this.#change(run, { message: noRoom });
    if (asked === 'pause') this.#pause(run);
    else if (asked) this.#breakOff(run, asked);
    this.refresh();
  }

  async #place(run: LiveRun): Promise<Placement> {
    const { memory, pool } = this.#options;
    const { dataset, experiment } = run.record;
    const loaded = await this.#options.loadData(experiment);
    if (run.from && dataset && dataset.sha256 !== loaded.use.sha256)
      throw new UserError(
        'dataset',
        `resume: the images of ${dataset.name} have changed since the run began (SHA-256 ${loaded.use.sha256}, ` +
          `expected ${dataset.sha256}); put the old files back, or start a new run.`,
      );
    const placement = placeRun(memory, experiment, loaded, pool.threads);
    this.#change(run, { dataset: loaded.use, kernels: pool.variant });
    return placement;
  }

  #job(run: LiveRun, placement: Placement): TrainJob {
    const { network, training, base, layout, images } = placement;
    const epochs = 'epochs' in training.length ? training.length.epochs : run.work.steps / run.work.perEpoch;
    const { id: runId, seed } = run.record;
    const keepAfter = epochsToKeep(epochs).filter((epoch) => epoch * run.work.perEpoch >= (run.from?.step ?? 0));
    const { from, tensors, word: command } = run;
    return { runId, network, training, seed, base, layout, images, command, from, tensors, keepAfter };
  }

  #progress(run: LiveRun, report: ProgressReport): void {
    run.errors.push(...rankingErrors(run.record, report.evaluations));
    const samples = run.work.samples / run.work.steps;
    const { fromStep, batchLoss, batchError } = report;
    const evaluations = report.evaluations.map((each) => sinceStart(each, run.before.seconds));
    const changes = afterProgress(run.record, report, run.errors, run.before, samples);
    this.#change(run, changes, { fromStep, batchLoss, batchError, evaluations });
  }

  async #checkpoint(run: LiveRun, { state, seconds, weights, slots }: Checkpoint): Promise<void> {
    const source = this.#source(run, state, seconds, weights);
    const { checkpoints } = this.#options;
    try {
      if (source && slots) await checkpoints.secure(source, slots);
      else if (source) await checkpoints.keepWeights(source);
    } finally {
      giveBack([...weights.values(), ...(slots?.values() ?? [])]);
    }
  }

  #source(run: LiveRun, state: TrainerState, stretch: number, weights: Tensors) {
    if (!run.placement) return null;
    const { network } = run.placement;
    return { runId: run.record.id, network, state, seconds: run.before.seconds + stretch, weights };
  }

  /** The leader has stopped training, for whatever reason. */
  async #ended(run: LiveRun, message: Ended, helpSeconds: number): Promise<void> {
    const { state, end } = message;
    const { asked } = run;
    run.asked = null;
    let changes: RunChanges = afterEnd(end);
    try {
      await this.#keep(run, message);
    } catch (error) {
      if (end.status === 'paused') this.#options.onDefect(error);
      else changes = { status: 'failed', message: messageOf(error) };
    }
    giveBack([...message.weights.values(), ...message.slots.values()]);
    if (end.status === 'paused') {
      run.from = state;
      run.tensors = null;
      this.#change(run, changes);
      if (asked === 'stop' || asked === 'interrupt') this.#breakOff(run, asked);
      else if (asked === null) this.#resume(run); // asked to go on while it was pausing
      return this.refresh();
    }
    const speed = multiplyAddsPerSecond(run.record, run.work, helpSeconds);
    if (speed && end.status === 'finished') this.#options.saveSpeed(speed);
    this.#end(run, { ...changes, final: scoresOf(message.final), firstStepReached: state.firstStepReached });
  }

  /** Writes what the end of a stretch leaves: weights to look at, and what an unfinished run continues from. */
  async #keep(run: LiveRun, { state, end, seconds, weights, slots }: Ended): Promise<void> {
    const source = this.#source(run, state, seconds, weights);
    if (!source) return;
    const { checkpoints } = this.#options;
    if (end.status === 'paused' || end.status === 'interrupted') await checkpoints.secure(source, slots);
    if (end.status !== 'paused') await checkpoints.keepWeights(source);
    if (end.status === 'finished' || end.status === 'diverged') await checkpoints.drop(source.runId);
  }

  #end(run: LiveRun, changes: RunChanges): void {
    if (!this.#live.delete(run.record.id)) return;
    run.placement?.free();
    run.placement = null;
    this.#change(run, { ...changes, endedAt: Date.now() });
    this.#options.ended(run.record);
    for (const resolve of this.#whenOver.splice(0)) resolve();
    this.#queue.unshift(...this.#short.splice(0));
    this.refresh();
  }

  #change(run: LiveRun, changes: RunChanges, gain?: Gain): void {
    run.record = { ...run.record, ...changes };
    this.#options.journal.record(run.record.id, changes, gain);
  }
}

const noRoom = 'Waits until another run has ended and given its memory back; a paused run keeps its own.';
const past = { pause: 'paused', resume: 'resumed', stop: 'stopped' } as const;
const brokenOff = { stop: 'stopped', interrupt: 'interrupted' } as const;
