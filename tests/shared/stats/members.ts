/** Runs for the statistics' tests: one member with defaults, and random groups with everything that can go wrong. */

import type { Random } from '../../../src/engine/random.ts';
import type { Pace, SeriesMember } from '../../../src/shared/stats/member.ts';

export const pace: Pace = { stepsPerEpoch: 10, batchSize: 6, samplesPerEpoch: 57, seconds: 1 };

/** A member with values at the steps 1, 2, …, or at those given. */
export function member(
  id: string,
  values: readonly number[],
  { steps, ...rest }: Partial<Omit<SeriesMember, 'steps'>> & { steps?: readonly number[] } = {},
): SeriesMember {
  const positions = Float64Array.from(steps ?? values.map((_, i) => i + 1));
  return { id, name: `run ${id}`, steps: positions, values: Float64Array.from(values), diverged: false, pace, ...rest };
}

/**
 * 1 to 8 members on one grid of 1 to 40 steps, of unequal length (none at all now and then), some with gaps, some that
 * end in NaN or infinity, with values over many orders of magnitude.
 */
export function randomGroup(random: Random): SeriesMember[] {
  const grid: number[] = [];
  for (let i = 1 + random.below(40), step = random.below(2); i > 0; i--) grid.push((step += 1 + random.below(5)));
  const magnitude = 10 ** (random.below(9) - 4);
  return Array.from({ length: 1 + random.below(8) }, (_, index) => {
    const length = random.below(3) > 0 ? grid.length : random.below(grid.length + 1);
    const values = grid.slice(0, length).map(() => (random.below(12) === 0 ? NaN : magnitude * (2 + random.normal())));
    const diverges = random.below(4) === 0 && length > 0;
    if (diverges) values.fill(random.below(2) ? NaN : Infinity, random.below(length));
    return member(String(index), values, { steps: grid.slice(0, length), diverged: diverges });
  });
}

/** The values that listed members have at a step, by the definition: up to the last finite one, and finite themselves. */
export function columnAt(members: readonly SeriesMember[], step: number): number[] {
  return members.flatMap(({ steps, values }) => {
    const value = values[steps.indexOf(step)];
    return value !== undefined && Number.isFinite(value) ? [value] : [];
  });
}
