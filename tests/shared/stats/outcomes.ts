/** Groups of final figures for the tests. */

import type { Outcome, OutcomeGroup } from '../../../src/shared/stats/pairing.ts';

/** One finished run for each value, seeds 1, 2, … or those given. */
export function group(label: string, values: readonly number[], seeds = values.map((_, i) => i + 1)): OutcomeGroup {
  return { label, outcomes: values.map((value, i) => outcome(label, seeds[i]!, value)) };
}

export function outcome(
  label: string,
  seed: number,
  value: number | null,
  status: Outcome['status'] = 'finished',
): Outcome {
  // prettier-ignore
  return { id: `${label}/${seed}`, seed, status, value };
}
