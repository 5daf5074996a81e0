/** A run's series without the clock: two runs that train alike never take the same time. */

import type { RunSeries } from '../../src/shared/contract.ts';

export const withoutClock = (series: RunSeries): RunSeries => ({
  ...series,
  evaluations: series.evaluations.map(({ seconds: _, ...evaluation }) => evaluation),
});

/** Seconds of every evaluation; a missing one is NaN, which is in no order. */
export const clockOf = ({ evaluations }: RunSeries): number[] => evaluations.map(({ seconds }) => seconds ?? NaN);
