/** What a step size did to the hidden units, epoch by epoch, and the sentence that says so. Pure. */

import type { HealthMoment } from '../../../../shared/contract.ts';
import { formatPercent } from '../../../../shared/format.ts';

export interface UnitsAt {
  readonly epoch: number;
  readonly units: number;
  /** Units whose output is 0 for every image looked at. */
  readonly dead: number;
  /** Fraction of sums before ReLU that are not above 0, over all units and images. */
  readonly silent: number;
  /** Of the loss by the weights of the hidden layer. */
  readonly gradientNorm: number;
}

/** The first hidden layer at each of the kept weights. */
export const unitsOver = (moments: readonly HealthMoment[]): UnitsAt[] =>
  moments.map(({ epoch, layers }) => {
    const [first] = layers;
    if (!first) throw new Error('health: a network without layers');
    return { epoch, units: first.units, dead: first.deadUnits, silent: first.zeros, gradientNorm: first.gradientNorm };
  });

/** Images over which the service looks at most. */
export const imagesLookedAt = 1000;
/** As good as none left. */
const nearlyAll = 0.9;

/**
 * @param error on the test images at the end, 0..1; null where it is not known
 */
export function whatHappened(step: number, over: readonly UnitsAt[], error: number | null): string {
  const last = over.at(-1);
  if (!last) return '';
  const { dead, units } = last;
  const fires = `${dead} of ${units} units never ${dead === 1 ? 'fires' : 'fire'} for any of ${imagesLookedAt.toLocaleString('en')} images`;
  const wrong = error === null ? '' : ` ${formatPercent(error, 1)} of the test images are classified wrongly.`;
  const when = over.find((at) => at.dead >= nearlyAll * at.units);
  if (when)
    return `Step ${step}: ${fires}, since epoch ${Number(when.epoch.toFixed(2))} at the latest: nothing is left to learn with.${wrong}`;
  return dead === 0
    ? `Step ${step}: every one of ${units} units fires for some image.${wrong}`
    : `Step ${step}: ${fires}; the others learn.${wrong}`;
}
