/** What the manager knows of a run from the moment it is queued to its end. */

import type { commands, Tensors } from '../../engine/protocol.ts';
import type { TrainerState } from '../../engine/trainer.ts';
import type { RunWork } from '../../engine/work.ts';
import type { RunRecord } from '../store/store.ts';
import type { Placement } from './placement.ts';

export interface QueuedRun {
  readonly record: RunRecord;
  readonly work: RunWork;
  /** Where to continue; null begins anew. */
  readonly from: TrainerState | null;
  /** Initial weights, or the tensors of the point to continue from; null draws the initial weights. */
  readonly tensors: Tensors | null;
  /** Ranking errors of the evaluations up to here. */
  readonly errors: readonly (number | null)[];
}

export type Word = Exclude<keyof typeof commands, 'train'>;

/** What a run holds while it is queued, training or paused. */
export interface LiveRun extends Omit<QueuedRun, 'errors'> {
  record: RunRecord;
  from: TrainerState | null;
  tensors: Tensors | null;
  readonly errors: (number | null)[];
  /** Present from the first start until the end, kept while paused. */
  placement: Placement | null;
  /** The word the leader looks at after every step. */
  readonly word: SharedArrayBuffer;
  /** What was last asked of it, when its leader has not answered yet. */
  asked: Word | null;
  /** Seconds and step at which the present stretch began. */
  before: { readonly seconds: number; readonly step: number };
}

/** A run as it lies in the queue, before its first step here. */
export function liveRun({ errors, ...queued }: QueuedRun): LiveRun {
  return {
    ...queued,
    errors: [...errors],
    placement: null,
    word: new SharedArrayBuffer(4),
    asked: null,
    before: { seconds: 0, step: 0 },
  };
}
