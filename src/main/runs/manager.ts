/**
 * The life of runs: a queue in order of arrival, started as threads become free, each with its block of shared memory,
 * until it is finished, diverged, stopped, failed or interrupted. Results go to the journal as they come.
 */

import { commands, type TrainJob } from '../../engine/protocol.ts';
import { initializeRun } from '../../engine/simd/data.ts';
import { layoutNetwork, shapeOf } from '../../engine/simd/layout.ts';
import type { TrainingData } from '../../engine/spec.ts';
import { batchSizeOf } from '../../engine/trainer.ts';
import type { RunWork } from '../../engine/work.ts';
import type { DatasetUse, RunCommand } from '../../shared/contract.ts';
import { UserError, messageOf } from '../../shared/errors.ts';
import type { Experiment } from '../../shared/experiment.ts';
import { encodeWeights } from '../export/weights.ts';
import type { RunRecord, Store } from '../store/store.ts';
import { engineSpecs } from './specs.ts';
import type { Journal } from './journal.ts';
import type { EngineMemory } from './memory.ts';
import type { Ended, Pool } from './pool.ts';
import { afterEnd, afterProgress, rankingErrors, scoresOf, type RunChanges } from './record.ts';
import { multiplyAddsPerSecond } from './speed.ts';

/** The data of one run, ready for the engine. */
export interface LoadedData {
  readonly data: TrainingData;
  readonly use: DatasetUse;
}

export interface ManagerOptions {
  readonly store: Store;
  readonly journal: Journal;
  readonly memory: EngineMemory;
  readonly pool: Pool;
  readonly loadData: (experiment: Experiment) => Promise<LoadedData>;
  /** Told when a run ended for good, whatever its end. */
  readonly ended: (record: RunRecord) => void;
  readonly saveSpeed: (multiplyAddsPerSecond: number) => void;
}

export type InitialWeights = ReadonlyMap<string, Float32Array>;

export interface QueuedRun {
  readonly record: RunRecord;
  readonly work: RunWork;
}

/** What a run holds while it is in memory. */
interface LiveRun {
  record: RunRecord;
  readonly work: RunWork;
  readonly initialWeights: InitialWeights | null;
  /** Ranking errors of every evaluation so far. */
  errors: (number | null)[];
  /** Present from the first start until the end; kept while paused. */
  training: Training | null;
  /** What was last asked of it, when its leader has not answered yet. */
  asked: 'pause' | 'stop' | 'interrupt' | null;
}

interface Training {
  job: TrainJob;
  readonly data: TrainingData;
  /** Seconds and step at which the present stretch began. */
  before: { readonly seconds: number; readonly step: number };
}

export class RunManager {
  readonly #options: ManagerOptions;
  readonly #live = new Map<string, LiveRun>();
  readonly #queue: LiveRun[] = [];
  #starting = 0;
  #closing = false;

  constructor(options: ManagerOptions) {
    this.#options = options;
  }

  /** Queues runs that are in the store already. */
  enqueue(runs: readonly QueuedRun[], initialWeights: InitialWeights | null = null): void {
    for (const { record, work } of runs) {
      const run: LiveRun = { record, work, initialWeights, errors: [], training: null, asked: null };
      this.#live.set(record.id, run);
      this.#queue.push(run);
    }
    this.#startNext();
  }

  /** Seconds that a run will take from its beginning at a speed in multiply-adds a second; null when it has ended. */
  estimate(runId: string, speed: number): number | null {
    const run = this.#live.get(runId);
    return run ? run.work.total / speed : null;
  }

  /** Records of the runs that are queued, running or paused here. */
  get live(): RunRecord[] {
    return [...this.#live.values()].map((run) => run.record);
  }

  record(runId: string): RunRecord | null {
    return this.#live.get(runId)?.record ?? null;
  }

  /** Pauses, resumes or stops a run. Asking for what already is does nothing. */
  command(runId: string, word: RunCommand): void {
    const run = this.#live.get(runId);
    if (!run)
      throw new UserError(
        'conflict',
        `${word}: run ${runId} has ended; only a run that is underway can be ${past[word]}.`,
      );
    if (word === 'pause') this.#pause(run);
    else if (word === 'resume') this.#resume(run);
    else this.#stop(run, 'stop');
  }

  /** A thread became free or more threads are allowed: start what waits. */
  refresh(): void {
    this.#startNext();
  }

  /** Stops every run where it is and marks it interrupted; resolves when all have answered. */
  async interruptAll(): Promise<void> {
    this.#closing = true;
    for (const run of [...this.#live.values()]) this.#stop(run, 'interrupt');
    while (this.#live.size > 0) await new Promise<void>((resolve) => this.#whenOver.push(resolve));
  }

  readonly #whenOver: (() => void)[] = [];

  #pause(run: LiveRun): void {
    const { status } = run.record;
    if (status === 'queued' && !run.training) {
      const position = this.#queue.indexOf(run);
      if (position >= 0) this.#queue.splice(position, 1);
      this.#change(run, { status: 'paused' });
    } else if (status === 'running') this.#ask(run, 'pause');
  }

  #resume(run: LiveRun): void {
    if (run.asked === 'pause' && run.training) {
      run.asked = null;
      command(run.training.job, 'train');
      return;
    }
    if (run.record.status !== 'paused') return;
    this.#change(run, { status: 'queued' });
    this.#queue.push(run);
    this.#startNext();
  }

  #stop(run: LiveRun, word: 'stop' | 'interrupt'): void {
    if (run.record.status === 'running') return this.#ask(run, word);
    const position = this.#queue.indexOf(run);
    if (position >= 0) this.#queue.splice(position, 1);
    // A run that is just being loaded has left the queue: it ends when the loading does.
    if (run.record.status === 'queued' && position < 0) {
      run.asked = word;
      return;
    }
    this.#end(run, {
      status: word === 'stop' ? 'stopped' : 'interrupted',
      message: word === 'stop' ? null : interrupted,
    });
  }

  #ask(run: LiveRun, word: 'pause' | 'stop' | 'interrupt'): void {
    run.asked = word;
    if (run.training) command(run.training.job, word === 'pause' ? 'pause' : 'stop');
  }

  #startNext(): void {
    while (!this.#closing && this.#queue.length > 0 && this.#options.pool.free - this.#starting > 0) {
      const run = this.#queue.shift()!;
      this.#starting += 1;
      void this.#start(run).finally(() => {
        this.#starting -= 1;
        this.#startNext();
      });
    }
  }

  async #start(run: LiveRun): Promise<void> {
    try {
      run.training ??= await this.#prepare(run);
    } catch (error) {
      return this.#end(run, { status: 'failed', message: messageOf(error) });
    }
    if (run.asked === 'stop' || run.asked === 'interrupt') {
      const stopped = run.asked === 'stop';
      return this.#end(run, { status: stopped ? 'stopped' : 'interrupted', message: stopped ? null : interrupted });
    }
    run.asked = null;
    const { training } = run;
    command(training.job, 'train');
    training.before = { seconds: run.record.seconds, step: run.record.step };
    this.#change(run, { status: 'running', startedAt: run.record.startedAt ?? Date.now() });
    this.#options.pool.start(training.job, run.work.perStep, {
      progress: (report) => this.#progress(run, training, report),
      ended: (message, helpSeconds) => void this.#answered(run, training, message, helpSeconds),
      failed: (message) => this.#end(run, { status: 'failed', message }),
    });
  }

  /** Loads the data and lays the run out in shared memory. */
  async #prepare(run: LiveRun): Promise<Training> {
    const { memory } = this.#options;
    const { experiment } = run.record;
    const { data, use } = await this.#options.loadData(experiment);
    const { network, training } = engineSpecs(experiment, { inputs: use.inputs, classes: use.classes });
    const maxBatch = batchSizeOf(training, data.train.length);
    const plan = { network, optimizer: training.optimizer, maxBatch, data };
    const layout = layoutNetwork(shapeOf(plan, this.#options.pool.threads));
    const images = memory.place(data.images);
    let base: number;
    try {
      base = memory.allocate(layout.bytes);
    } catch (error) {
      memory.release(data.images);
      throw error;
    }
    this.#change(run, { dataset: use, kernels: this.#options.pool.variant });
    initializeRun(memory.memory, layout, base, data);
    const job: TrainJob = {
      runId: run.record.id,
      network,
      training,
      seed: run.record.seed,
      base,
      layout,
      images,
      command: new SharedArrayBuffer(4),
      from: null,
      initialWeights: run.initialWeights,
    };
    return { job, data, before: { seconds: 0, step: 0 } };
  }

  #progress(run: LiveRun, training: Training, report: Parameters<typeof afterProgress>[1]): void {
    run.errors.push(...rankingErrors(run.record, report.evaluations));
    const samples = run.work.samples / run.work.steps;
    const changes = afterProgress(run.record, report, run.errors, training.before, samples);
    const { fromStep, batchLoss, batchError, evaluations } = report;
    this.#change(run, changes, { fromStep, batchLoss, batchError, evaluations });
  }

  /** The leader stopped training, for whatever reason. */
  async #answered(run: LiveRun, training: Training, message: Ended, helpSeconds: number): Promise<void> {
    const { asked } = run;
    run.asked = null;
    if (message.end.status === 'paused') {
      training.job = { ...training.job, from: message.state, initialWeights: null };
      this.#change(run, { status: 'paused' });
      // Asked to stop while it was pausing.
      if (asked === 'stop' || asked === 'interrupt') this.#stop(run, asked);
      // Asked to go on while it was pausing.
      else if (asked === null) this.#resume(run);
      return this.#startNext();
    }
    const end: RunChanges = afterEnd(message.end);
    if (asked === 'interrupt' && end.status === 'stopped')
      Object.assign(end, { status: 'interrupted', message: interrupted });
    const { weights } = message;
    if (weights) {
      try {
        await this.#options.store.writeWeights(
          run.record.id,
          message.state.step,
          encodeWeights(training.job.network, (name) => weights.get(name)!),
        );
      } catch (error) {
        Object.assign(end, { status: 'failed', message: messageOf(error) });
      }
    }
    const speed = multiplyAddsPerSecond(run.record, run.work, helpSeconds);
    if (speed && end.status === 'finished') this.#options.saveSpeed(speed);
    this.#end(run, { ...end, final: scoresOf(message.final), firstStepReached: message.state.firstStepReached });
  }

  #end(run: LiveRun, changes: RunChanges): void {
    if (!this.#live.delete(run.record.id)) return;
    if (run.training) {
      this.#options.memory.free(run.training.job.base);
      this.#options.memory.release(run.training.data.images);
      run.training = null;
    }
    this.#change(run, { ...changes, endedAt: Date.now() });
    this.#options.ended(run.record);
    for (const resolve of this.#whenOver.splice(0)) resolve();
    this.#startNext();
  }

  #change(run: LiveRun, changes: RunChanges, gain?: Parameters<Journal['record']>[2]): void {
    run.record = { ...run.record, ...changes };
    this.#options.journal.record(run.record.id, changes, gain);
  }
}

const past = { pause: 'paused', resume: 'resumed', stop: 'stopped' } as const;
const interrupted = 'The workbench was closed while this run was underway; what it had reached is kept.';

/** Tells the leader of a run to train on, to pause or to stop; it looks after every step. */
function command(job: TrainJob, word: keyof typeof commands): void {
  Atomics.store(new Int32Array(job.command), 0, commands[word]);
}
