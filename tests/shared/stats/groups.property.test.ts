/** A band is the statistic of exactly the members listed: random groups against the definitions, column by column. */

import { describe, expect, it } from 'vitest';
import { randomStream } from '../../../src/engine/random.ts';
import { aggregate } from '../../../src/shared/stats/aggregate.ts';
import { bandOf } from '../../../src/shared/stats/bands.ts';
import { summarize } from '../../../src/shared/stats/summary.ts';
import { columnAt, randomGroup } from './members.ts';

// Two-sided 95 % of Student's t by n, printed tables (NIST e-Handbook 1.3.6.7.2, column 0.975, n − 1 degrees of freedom).
const tByN = [NaN, NaN, 12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365];
const groups = Array.from({ length: 300 }, (_, seed) => ({ seed, members: randomGroup(randomStream(seed, 'data')) }));

/** By the definition and nothing else. */
function expected(values: readonly number[]) {
  const n = values.length;
  const mean = values.reduce((a, b) => a + b, 0) / n;
  const sd = n > 1 ? Math.sqrt(values.map((v) => (v - mean) ** 2).reduce((a, b) => a + b, 0) / (n - 1)) : NaN;
  const sorted = values.toSorted((a, b) => a - b);
  const median = (sorted[Math.floor((n - 1) / 2)]! + sorted[Math.ceil((n - 1) / 2)]!) / 2;
  return { n, mean, sd, sem: sd / Math.sqrt(n), half: (tByN[n]! * sd) / Math.sqrt(n), median, low: sorted[0]!, high: sorted[n - 1]! }; // prettier-ignore
}

function expectNear(given: number, wanted: number, relative: number, where: string): void {
  if (Number.isNaN(wanted)) return expect(given, where).toBeNaN();
  expect(Math.abs(given - wanted), `${where}: ${given} for ${wanted}`).toBeLessThanOrEqual(
    relative * Math.abs(wanted) + 1e-300,
  );
}

describe('random groups', () => {
  it('meet what can go wrong', () => {
    const all = groups.map(({ members }) => aggregate(members));
    expect(all.filter(({ size }) => size === 1).length).toBeGreaterThan(10);
    expect(all.filter(({ diverged }) => diverged.length > 0).length).toBeGreaterThan(50);
    expect(all.filter(({ statistics }) => new Set(statistics?.n).size > 2).length).toBeGreaterThan(50);
  });

  it('have centre and bands of exactly the members listed', () => {
    for (const { seed, members } of groups) {
      const { statistics } = aggregate(members);
      const median = aggregate(members, { centre: 'median' }).statistics!.centre;
      const [sd, sem, ci95, range] = (['sd', 'sem', 'ci95', 'min-max'] as const).map((band) =>
        bandOf(statistics!, band)!,
      );
      for (const [i, step] of statistics!.x.entries()) {
        const where = `group ${seed}, step ${step}`;
        const values = columnAt(members, step);
        const want = expected(values);
        expect(statistics!.n[i], where).toBe(values.length);
        expectNear(statistics!.mean[i]!, want.mean, 1e-12, where);
        if (values.length > 0) expectNear(median[i]!, want.median, 0, where);
        expectNear(sd!.high[i]! - sd!.low[i]!, 2 * want.sd, 1e-9, where);
        expectNear(sem!.high[i]! - sem!.low[i]!, 2 * want.sem, 1e-9, where);
        // The table has four digits.
        expectNear(ci95!.high[i]! - ci95!.low[i]!, 2 * want.half, 3e-4, where);
        if (values.length > 1) expectNear((ci95!.high[i]! + ci95!.low[i]!) / 2, want.mean, 1e-9, where);
        if (values.length > 0) expect([range!.low[i], range!.high[i]], where).toEqual([want.low, want.high]);
      }
    }
  });

  it('agree with the summary of single figures to the last bit', () => {
    for (const { seed, members } of groups) {
      const { x, n, mean, sd, min, max } = aggregate(members).statistics!;
      for (const [i, step] of x.entries()) {
        const summary = summarize(columnAt(members, step));
        const [none, own] = [[n[i], mean[i], sd[i], min[i], max[i]], [summary.nUsed, summary.mean, summary.sd, summary.min, summary.max]]; // prettier-ignore
        expect(none, `group ${seed}, step ${step}`).toEqual(own.map((value) => value ?? NaN));
      }
    }
  });

  it('name every run that diverged, and no other', () => {
    for (const { seed, members } of groups) {
      const wanted = members.filter(({ diverged, values }) => diverged || (values.length > 0 && !Number.isFinite(values.at(-1)))); // prettier-ignore
      expect(
        aggregate(members).diverged.map(({ id }) => id),
        `group ${seed}`,
      ).toEqual(wanted.map(({ id }) => id));
    }
  });

  it('do not depend on the order of their members', () => {
    for (const { seed, members } of groups) {
      const [one, other] = [aggregate(members), aggregate(members.toReversed())].map(({ statistics }) => statistics!);
      expect(other!.n, `group ${seed}`).toEqual(one!.n);
      for (const [i, mean] of one!.mean.entries()) {
        expectNear(other!.mean[i]!, mean, 1e-12, `group ${seed}`);
        expectNear(other!.sd[i]!, one!.sd[i]!, 1e-9, `group ${seed}`);
      }
    }
  });

  it('have no spread and no interval where a single run is left', () => {
    let alone = 0;
    for (const { members } of groups) {
      const statistics = aggregate(members).statistics!;
      for (const band of ['sd', 'sem', 'ci95'] as const) {
        const { low, high } = bandOf(statistics, band)!;
        for (const [i, n] of statistics.n.entries()) {
          if (n > 1) continue;
          alone++;
          expect([low[i], high[i]]).toEqual([NaN, NaN]);
        }
      }
    }
    expect(alone).toBeGreaterThan(100);
  });
});
