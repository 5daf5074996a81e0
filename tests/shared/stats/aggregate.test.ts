import { describe, expect, it } from 'vitest';
import { aggregate } from '../../../src/shared/stats/aggregate.ts';
import type { SeriesMember } from '../../../src/shared/stats/member.ts';
import { smooth } from '../../../src/shared/stats/smoothing.ts';
import { member, pace } from './members.ts';

function statisticsOf(members: readonly SeriesMember[], options: Parameters<typeof aggregate>[1] = {}) {
  const { statistics, reason } = aggregate(members, options);
  if (!statistics) throw new Error(`no statistics: ${reason}`);
  return statistics;
}

describe('aggregate', () => {
  it('computes by hand: 2, 4, 9 and 1, 1, 4', () => {
    const { x, n, centre, mean, sd, min, max } = statisticsOf([
      member('a', [2, 1]),
      member('b', [4, 1]),
      member('c', [9, 4]),
    ]);
    expect([...x]).toEqual([1, 2]);
    expect([...n]).toEqual([3, 3]);
    expect([...mean]).toEqual([5, 2]);
    expect(centre).toEqual(mean);
    expect([...sd]).toEqual([Math.sqrt(13), Math.sqrt(3)]);
    expect([...min]).toEqual([2, 1]);
    expect([...max]).toEqual([9, 4]);
  });

  it('takes the median of odd and even numbers of runs', () => {
    const three = [member('a', [2, 8]), member('b', [9, 1]), member('c', [4, 100])];
    expect([...statisticsOf(three, { centre: 'median' }).centre]).toEqual([4, 8]);
    const four = [...three, member('d', [10])];
    expect([...statisticsOf(four, { centre: 'median' }).centre]).toEqual([6.5, 8]);
  });

  it('lets n fall at the tail of unequal lengths', () => {
    const { n, mean, sd } = statisticsOf([member('a', [1, 2, 3]), member('b', [3, 4]), member('c', [5])]);
    expect([...n]).toEqual([3, 2, 1]);
    expect([...mean]).toEqual([3, 3, 3]);
    expect([...sd]).toEqual([2, Math.SQRT2, NaN]);
  });

  it('counts a run up to its last finite value and names it with its step', () => {
    const steps = [10, 20, 30, 40];
    const group = aggregate([
      member('a', [4, 3, 2, 1], { steps }),
      member('b', [4, 5, NaN, Infinity], { steps, diverged: true }),
      member('c', [NaN, NaN], { steps: [10, 20] }),
    ]);
    expect(group.size).toBe(3);
    expect(group.diverged).toEqual([
      { id: 'b', name: 'run b', step: 20 },
      { id: 'c', name: 'run c', step: null },
    ]);
    expect([...group.statistics!.n]).toEqual([2, 2, 1, 1]);
    expect([...group.statistics!.mean]).toEqual([4, 4, 2, 1]);
  });

  it('names a run that diverged though this metric stayed finite', () => {
    const { diverged, statistics } = aggregate([member('a', [0.1, 0.1]), member('b', [0.1, 0.9], { diverged: true })]);
    expect(diverged).toEqual([{ id: 'b', name: 'run b', step: 2 }]);
    expect([...statistics!.n]).toEqual([2, 2]);
  });

  it('goes over a gap in the middle with the others', () => {
    const { n, mean } = statisticsOf([member('a', [1, NaN, 1]), member('b', [3, 3, 3])]);
    expect([...n]).toEqual([2, 1, 2]);
    expect([...mean]).toEqual([2, 3, 2]);
  });

  it('has no value where all have a gap', () => {
    const { n, mean, min, max } = statisticsOf([member('a', [1, NaN, 1])]);
    expect([n[1], mean[1], min[1], max[1]]).toEqual([0, NaN, NaN, NaN]);
  });

  it('smooths each run by itself before it aggregates', () => {
    const [a, b] = [
      [5, 1, 4, 1, 5],
      [2, 7, 1],
    ];
    const { members, statistics } = aggregate([member('a', a), member('b', b)], { smoothing: 0.6 });
    expect(members.map(({ values }) => values)).toEqual([smooth(a, 0.6), smooth(b, 0.6)]);
    expect(statistics!.mean[2]).toBeCloseTo((smooth(a, 0.6)[2]! + smooth(b, 0.6)[2]!) / 2, 14);
    expect(statistics!.mean[3]).toBe(smooth(a, 0.6)[3]);
  });

  it('has no statistics for no runs, and says so', () => {
    expect(aggregate([])).toMatchObject({ size: 0, statistics: null, reason: 'there are no runs' });
  });

  it('does not change what it was given', () => {
    const values = Float32Array.of(3, NaN, 1);
    aggregate([member('a', [], { values, steps: [1, 2, 3] })], { smoothing: 0.9, centre: 'median' });
    expect([...values]).toEqual([3, NaN, 1]);
  });
});

describe('the common grid', () => {
  it('refuses runs that were evaluated at different steps, with the reason', () => {
    const group = aggregate([
      member('a', [1, 2, 3], { steps: [0, 100, 200] }),
      member('b', [1, 2, 3, 4], { steps: [0, 50, 100, 200] }),
    ]);
    expect(group.statistics).toBeNull();
    expect(group.reason).toMatch(/^run b has a value at step 50, run a has none: mean and band need/);
    expect(group.members.map(({ x }) => [...x])).toEqual([
      [0, 100, 200],
      [0, 50, 100, 200],
    ]);
  });

  it('leaves the final evaluation of a run that ended between two evaluations out, and names it', () => {
    const twoRuns = [
      member('a', [4, 3, 2], { steps: [0, 100, 200] }),
      member('b', [4, 5, 6], { steps: [0, 100, 137], diverged: true }),
    ];
    const group = aggregate(twoRuns);
    expect(group.offGrid).toEqual([{ id: 'b', name: 'run b', step: 137 }]);
    expect([...group.statistics!.x]).toEqual([0, 100, 200]);
    expect([...group.statistics!.n]).toEqual([2, 2, 1]);
    expect([...group.members[1]!.values]).toEqual([4, 5, 6]);
    const median = aggregate(twoRuns, { centre: 'median' }).statistics!;
    expect([...median.centre]).toEqual([4, 4, 2]);
  });

  it('takes no more than one point off the grid', () => {
    const a = member('a', [4, 3, 2], { steps: [0, 100, 200] });
    const b = member('b', [4, 5, 6], { steps: [0, 137, 150] });
    expect(aggregate([a, b]).reason).toMatch(/^run a has a value at step 100, run b has none/);
  });

  it('has batch sizes meet at whole epochs but not at steps', () => {
    const large = member('a', [3, 2, 1], { steps: [0, 10, 20] });
    const small = member('b', [5, 4, 3], { steps: [0, 70, 140], pace: { ...pace, stepsPerEpoch: 70, batchSize: 1 } });
    expect(aggregate([large, small]).reason).toMatch(/run a has a value at step 10, run b has none/);
    const { x, mean } = statisticsOf([large, small], { axis: 'epoch' });
    expect([...x]).toEqual([0, 1, 2]);
    expect([...mean]).toEqual([4, 3, 2]);
  });
});

describe('x axes', () => {
  it('counts epochs and samples, the last batch being smaller', () => {
    const one = [member('a', [1, 1, 1, 1], { steps: [0, 3, 10, 21] })];
    expect([...statisticsOf(one, { axis: 'epoch' }).x]).toEqual([0, 0.3, 1, 2.1]);
    expect([...statisticsOf(one, { axis: 'samples' }).x]).toEqual([0, 18, 57, 120]);
  });

  it('aggregates by step and places at the mean seconds', () => {
    const runs = [
      member('a', [1, 2, 3], { pace: { ...pace, seconds: Float64Array.of(1, 2, 3) } }),
      member('b', [3, 4, 5], { pace: { ...pace, seconds: Float64Array.of(2, 5, 9) } }),
    ];
    const { x, mean } = statisticsOf(runs, { axis: 'seconds' });
    expect([...x]).toEqual([1.5, 3.5, 6]);
    expect([...mean]).toEqual([2, 3, 4]);
  });

  it('does not go back in time where a slow run ends', () => {
    const runs = [
      member('fast', [1, 1, 1], { pace: { ...pace, seconds: Float64Array.of(1, 2, 3) } }),
      member('slow', [1, 1], { pace: { ...pace, seconds: Float64Array.of(50, 100) } }),
    ];
    expect([...statisticsOf(runs, { axis: 'seconds' }).x]).toEqual([25.5, 51, 52]);
  });

  it('spreads the time of a run evenly where only its end is known', () => {
    const runs = [member('a', [1, 1, 1], { steps: [0, 50, 200], pace: { ...pace, seconds: 8 } })];
    expect([...statisticsOf(runs, { axis: 'seconds' }).x]).toEqual([0, 2, 8]);
  });
});
