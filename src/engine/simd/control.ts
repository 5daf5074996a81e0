/**
 * The words by which the threads of a run agree, at the start of its block: a counter that tasks are claimed from, the
 * parameters of the current phase, one line per follower, and which of the tasks that belong to threads are taken. Every
 * group has cache lines to itself.
 */

const LINE = 64;

/**
 * State of a follower's slot. Only these transitions happen:
 * - free → idle: a follower joins
 * - idle → called: the leader opens a phase; called → active: the follower takes part; active → idle: no task is left
 * - called → idle: the leader is done before the follower has begun, and does not wait for it
 * - idle → leaving: owner or leader dismisses; leaving → free: the follower returns
 * - active → dead: its worker died, or its task failed; any other → free: its worker died with nothing in hand
 *
 * Each is a compare-and-exchange, so that two threads can never both win.
 */
export const slotState = { free: 0, idle: 1, called: 2, active: 3, leaving: 4, dead: 5 } as const;

/** Parameters of a phase, as indices into `Control.phase`. */
export const phaseField = {
  kind: 0,
  /** Samples of the phase: of the batch, of a part of it, or of the evaluation. */
  count: 1,
  /** Samples per task. */
  chunk: 2,
  /** Tasks in all. */
  tasks: 3,
  rate: 4,
  stepNumber: 5,
  /** 1: write gradients instead of updating. */
  gradientsOnly: 6,
  /** Tasks that make columns of pixels (the first of `train` and `deeper`), or which of `taskLists` (`rows`). */
  option: 7,
  /** The first so many tasks belong to threads, see `Leader.phase`. */
  owned: 8,
  /** Samples of the whole batch. */
  batch: 9,
  /** Where the phase's samples begin in the batch: 0, or a multiple of `NetworkLayout.partSamples`. */
  first: 10,
} as const;

/** Most tasks of a phase that can belong to threads. */
export const mostOwned = 256;

export interface Control {
  /** [0] next task to claim · [1] 1 when the run is over */
  readonly words: Int32Array;
  readonly phase: Float64Array;
  /** One per follower: [0] state · [1] 1 when asked to leave */
  readonly slots: readonly Int32Array[];
  /** (mostOwned) 1 when a task that belongs to a thread is taken */
  readonly taken: Int32Array;
}

const fields = Object.keys(phaseField).length;
const slotsAt = LINE * (1 + Math.ceil((fields * 8) / LINE));

function takenAt(maxThreads: number): number {
  return slotsAt + LINE * Math.max(0, maxThreads - 1);
}

export function controlBytes(maxThreads: number): number {
  return takenAt(maxThreads) + 4 * mostOwned;
}

/** @param at byte offset of the control words in the memory */
export function viewControl({ buffer }: WebAssembly.Memory, at: number, maxThreads: number): Control {
  return {
    words: new Int32Array(buffer, at, 2),
    phase: new Float64Array(buffer, at + LINE, fields),
    slots: Array.from(
      { length: Math.max(0, maxThreads - 1) },
      (_, slot) => new Int32Array(buffer, at + slotsAt + LINE * slot, 2),
    ),
    taken: new Int32Array(buffer, at + takenAt(maxThreads), mostOwned),
  };
}
