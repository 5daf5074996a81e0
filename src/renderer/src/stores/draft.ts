/**
 * An experiment that one screen proposes and the form opens with, such as the final run of a sweep. It outlives a reload of
 * the page, so that the form's address stays good, but not the window.
 */

import { experimentSchema } from '../../../shared/experiment.ts';
import type { Experiment, ExperimentInput } from '../../../shared/experiment.ts';

const storageKey = 'backprop.draft';

export interface Draft {
  readonly experiment: Experiment;
  /** Said beside the form's title: `final run from VU learning rates`. */
  readonly origin: string;
}

export function keepDraft(experiment: ExperimentInput, origin: string): void {
  sessionStorage.setItem(storageKey, JSON.stringify({ experiment, origin }));
}

/** Null where nothing was proposed in this window. */
export function keptDraft(): Draft | null {
  const text = sessionStorage.getItem(storageKey);
  const kept: unknown = text === null ? null : JSON.parse(text);
  if (typeof kept !== 'object' || kept === null || !('experiment' in kept) || !('origin' in kept)) return null;
  const read = experimentSchema.safeParse(kept.experiment);
  return read.success ? { experiment: read.data, origin: String(kept.origin) } : null;
}
