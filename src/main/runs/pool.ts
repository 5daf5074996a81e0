/**
 * The worker threads that train. Each run is led by one worker; while fewer runs than workers are active, idle workers
 * help the run with the most arithmetic per step, which changes its speed and never its result.
 *
 * The pool owns the threads and nothing else: what a run is, its memory and its record belong to the manager.
 */

import { Worker } from 'node:worker_threads';
import type { FromWorker, ProgressReport, ToWorker, TrainJob, WorkerSetup } from '../../engine/protocol.ts';
import { isWorthHelping } from '../../engine/work.ts';
import { teamControl, type TeamControl } from '../../engine/simd/follower.ts';

export type Ended = Extract<FromWorker, { type: 'ended' }>;
export type Checkpoint = Extract<FromWorker, { type: 'checkpoint' }>;

export interface RunHandlers {
  progress(report: ProgressReport): void;
  checkpoint(message: Checkpoint): void;
  /** @param helpSeconds time that other threads spent helping, added up */
  ended(message: Ended, helpSeconds: number): void;
  /** The run cannot go on: its worker threw or died. One sentence. */
  failed(message: string): void;
}

interface Lead {
  readonly job: TrainJob;
  /** Multiply-adds of one step. */
  readonly stepWork: number;
  readonly handlers: RunHandlers;
  /** Places in the team whose thread died: they cannot be used again. */
  readonly lost: Set<number>;
  /** Time of helpers that have left. */
  helpSeconds: number;
  /** Set when the leader has ended: tells the run's handlers, once the last helper has left the run's memory. */
  over: (() => void) | null;
}

type Task =
  | { readonly kind: 'idle' }
  | { readonly kind: 'lead'; readonly lead: Lead }
  | { readonly kind: 'help'; readonly lead: Lead; readonly slot: number; readonly since: number; dismissed: boolean };

interface Seat {
  worker: Worker;
  task: Task;
}

export interface PoolOptions {
  readonly workerUrl: URL | string;
  readonly setup: WorkerSetup;
  /** Number of threads, at least 1. */
  readonly threads: number;
}

/**
 * Young objects of a training thread, at most: all that is large lies outside of its heap, and what a step leaves behind is
 * gone at once. Left to itself V8 lets this grow to 192 MB a thread.
 */
const youngMegabytes = 3;

export class Pool {
  readonly #options: PoolOptions;
  readonly #seats: Seat[] = [];
  readonly #waiting: Lead[] = [];
  #threads: number;
  #closed = false;

  constructor(options: PoolOptions) {
    this.#options = options;
    this.#threads = options.threads;
    this.#fill();
  }

  get variant(): WorkerSetup['variant'] {
    return this.#options.setup.variant;
  }

  get threads(): number {
    return this.#threads;
  }

  /** Threads that train now, leading or helping. */
  get busy(): number {
    return this.#seats.filter((seat) => seat.task.kind !== 'idle').length;
  }

  /** Runs that can be started now without another run having to wait. */
  get free(): number {
    const leading = this.#seats.filter((seat) => seat.task.kind === 'lead').length;
    return this.#threads - leading - this.#waiting.length;
  }

  /** Starts a run as soon as a worker is idle; helpers are called back for it. */
  start(job: TrainJob, stepWork: number, handlers: RunHandlers): void {
    this.#waiting.push({ job, stepWork, handlers, lost: new Set(), helpSeconds: 0, over: null });
    this.#fill();
    this.#assign();
  }

  /** Changes the number of threads; runs being trained are finished by the threads that have them. */
  resize(threads: number): void {
    this.#threads = threads;
    this.#fill();
    this.#assign();
  }

  /** Ends every thread. Runs still training are not told. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#seats.splice(0).map((seat) => seat.worker.terminate()));
  }

  #fill(): void {
    while (this.#seats.length < this.#threads) this.#seats.push(this.#seat());
  }

  #seat(): Seat {
    const worker = new Worker(this.#options.workerUrl, {
      name: 'training',
      workerData: this.#options.setup,
      resourceLimits: { maxYoungGenerationSizeMb: youngMegabytes },
    });
    const seat: Seat = { worker, task: { kind: 'idle' } };
    let reason = 'the worker thread ended unexpectedly';
    worker.on('message', (message: FromWorker) => this.#receive(seat, message));
    worker.on('error', (error) => (reason = error.message));
    worker.on('exit', () => this.#died(seat, reason));
    return seat;
  }

  #receive(seat: Seat, message: FromWorker): void {
    const { task } = seat;
    if (message.type === 'left') this.#left(seat);
    if (task.kind !== 'lead') return;
    const { lead } = task;
    if (message.type === 'progress') lead.handlers.progress(message.report);
    else if (message.type === 'checkpoint') lead.handlers.checkpoint(message);
    else if (message.type === 'ended') this.#ended(seat, lead, () => lead.handlers.ended(message, lead.helpSeconds));
    else if (message.type === 'failed') this.#ended(seat, lead, () => lead.handlers.failed(message.message));
  }

  #left(seat: Seat): void {
    if (seat.task.kind !== 'help') return;
    const { lead, since } = seat.task;
    lead.helpSeconds += secondsSince(since);
    seat.task = { kind: 'idle' };
    this.#whenAlone(lead);
    this.#assign();
  }

  /** The leader has ended and dismissed its helpers; they may still be reading the run's memory for a moment. */
  #ended(seat: Seat, lead: Lead, tell: () => void): void {
    seat.task = { kind: 'idle' };
    for (const helper of this.#helpers(lead)) this.#dismiss(helper);
    lead.over = tell;
    this.#whenAlone(lead);
    this.#assign();
  }

  #whenAlone(lead: Lead): void {
    if (!lead.over || this.#helpers(lead).length > 0) return;
    const tell = lead.over;
    lead.over = null;
    tell();
  }

  /** A dead thread is replaced when there is work for it, so that one that cannot even start is not started for ever. */
  #died(seat: Seat, reason: string): void {
    const position = this.#seats.indexOf(seat);
    if (this.#closed || position < 0) return;
    this.#seats.splice(position, 1);
    const { task } = seat;
    if (task.kind === 'help') {
      task.lead.lost.add(task.slot);
      this.#team(task.lead).markDead(task.slot);
      this.#whenAlone(task.lead);
    }
    if (task.kind === 'lead') {
      const message = `training: ${reason}; the run keeps what was saved and can be started again.`;
      this.#ended(seat, task.lead, () => task.lead.handlers.failed(message));
    }
    if (this.#waiting.length > 0) this.#fill();
    this.#assign();
  }

  #helpers(lead: Lead): Seat[] {
    return this.#seats.filter(({ task }) => task.kind === 'help' && task.lead === lead);
  }

  #dismiss(seat: Seat): void {
    if (seat.task.kind !== 'help' || seat.task.dismissed) return;
    seat.task.dismissed = true;
    this.#team(seat.task.lead).dismiss(seat.task.slot);
  }

  #assign(): void {
    if (this.#closed) return;
    this.#retireSpareSeats();
    for (const seat of this.#seats) {
      if (seat.task.kind !== 'idle') continue;
      const lead = this.#waiting.shift();
      if (lead) this.#send(seat, { kind: 'lead', lead }, { type: 'train', job: lead.job });
    }
    const needed = this.#waiting.length;
    const helping = this.#seats.filter(({ task }) => task.kind === 'help');
    const leaving = helping.filter(({ task }) => task.kind === 'help' && task.dismissed).length;
    for (const seat of helping.slice(0, Math.max(0, needed - leaving))) this.#dismiss(seat);
    if (needed === 0) this.#lend();
  }

  #retireSpareSeats(): void {
    for (const seat of this.#seats.filter(({ task }) => task.kind === 'idle')) {
      if (this.#seats.length <= this.#threads) return;
      this.#seats.splice(this.#seats.indexOf(seat), 1);
      void seat.worker.terminate();
    }
  }

  /** Idle workers help the run whose steps are largest per thread. */
  #lend(): void {
    for (const seat of this.#seats) {
      if (seat.task.kind !== 'idle') continue;
      const lead = this.#neediest();
      if (!lead) return;
      const { runId, base, layout, images } = lead.job;
      const slot = this.#freeSlot(lead);
      const help = { runId, base, layout, images, slot };
      this.#send(
        seat,
        { kind: 'help', lead, slot, since: performance.now(), dismissed: false },
        { type: 'join', help },
      );
    }
  }

  #team({ job }: Lead): TeamControl {
    return teamControl({ ...job, memory: this.#options.setup.memory });
  }

  /** The lowest place in the run's team that nobody has. */
  #freeSlot(lead: Lead): number {
    const taken = new Set(this.#helpers(lead).map(({ task }) => (task.kind === 'help' ? task.slot : -1)));
    let slot = 0;
    while (taken.has(slot) || lead.lost.has(slot)) slot += 1;
    return slot;
  }

  #neediest(): Lead | undefined {
    const leads = this.#seats.flatMap(({ task }) => (task.kind === 'lead' ? [task.lead] : []));
    const share = (lead: Lead) => lead.stepWork / (1 + this.#helpers(lead).length);
    const hasRoom = (lead: Lead) => this.#freeSlot(lead) < lead.job.layout.shape.maxThreads - 1;
    return leads.filter((lead) => isWorthHelping(share(lead)) && hasRoom(lead)).sort((a, b) => share(b) - share(a))[0];
  }

  #send(seat: Seat, task: Task, message: ToWorker): void {
    seat.task = task;
    seat.worker.postMessage(message);
  }
}

const secondsSince = (time: number): number => (performance.now() - time) / 1000;
