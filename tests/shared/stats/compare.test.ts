import { describe, expect, it } from 'vitest';
import {
  accuracyMetric,
  compareGroups,
  compareWithBaseline,
  errorMetric,
  lossMetric,
} from '../../../src/shared/stats/compare.ts';
import { detectable, formatDifference, formatP } from '../../../src/shared/stats/comparisonText.ts';
import type { OutcomeGroup } from '../../../src/shared/stats/pairing.ts';
import { group, outcome } from './outcomes.ts';

const slow = group('lr 0.01', [0.115, 0.1163, 0.1141, 0.1155, 0.1149]);
const fast = group('lr 0.03', [0.0812, 0.082, 0.0799, 0.0807, 0.0815]);

describe('paired by seed', () => {
  it('says who wins, by how much, how surely', () => {
    // Difference, interval and p by scipy 1.10.1: −0.0341, −0.034757 to −0.033443, 1.4e-8.
    expect(compareGroups(fast, slow, errorMetric)).toMatchObject({
      method: 'paired',
      n: [5, 5],
      seeds: [1, 2, 3, 4, 5],
      wins: [5, 0, 0],
      dropped: [],
      sentence: 'lr 0.03 beats lr 0.01 in 5 of 5 paired seeds: −3.41 pp, 95 % CI −3.48 to −3.34, p < 0.001.',
      notes: ['n = 5: only large differences (from about 1.2 times the SD of the differences)'],
    });
  });

  it('turns round with the order, and with what is better', () => {
    const turned = compareGroups(slow, fast, errorMetric);
    expect(turned.sentence).toMatch(/^lr 0\.01 is worse than lr 0\.03 in 5 of 5 paired seeds: \+3\.41 pp/);
    expect(turned.wins).toEqual([0, 0, 5]);
    expect(compareGroups(slow, fast, accuracyMetric).sentence).toMatch(/^lr 0\.01 beats lr 0\.03 in 5 of 5/);
  });

  it('does not call a winner where chance explains it', () => {
    // scipy 1.10.1, ttest_rel: −0.000667, −0.004039 to 0.002706, p = 0.4846.
    const { sentence, notes } = compareGroups(
      group('a', [0.0835, 0.079, 0.0801]),
      group('b', [0.0829, 0.0811, 0.0806]),
      errorMetric,
    );
    expect(sentence).toBe('a and b cannot be told apart (3 paired seeds, a better in 2): −0.1 pp, 95 % CI −0.4 to +0.3, p = 0.48.'); // prettier-ignore
    expect(notes[0]).toMatch(/^n = 3: only very large differences/);
  });

  it('drops seeds that did not finish in both, and names them', () => {
    const other: OutcomeGroup = {
      label: 'lr 1',
      outcomes: [
        outcome('lr 1', 1, 0.3),
        outcome('lr 1', 2, null, 'diverged'),
        outcome('lr 1', 3, 0.35),
        outcome('lr 1', 4, 0.2, 'running'),
        outcome('lr 1', 5, NaN),
        outcome('lr 1', 6, 0.31),
      ],
    };
    const { seeds, notes, n } = compareGroups(fast, other, errorMetric);
    expect(seeds).toEqual([1, 3]);
    expect(n).toEqual([2, 2]);
    expect(notes.slice(1)).toEqual([
      'left out: lr 1, seed 2: diverged',
      'left out: lr 1, seed 4: is still running',
      'left out: lr 1, seed 5: has no finite value',
      'left out: lr 0.03, seeds 2, 4, 5: has no finished partner in lr 1',
      'left out: lr 1, seed 6: has no finished partner in lr 0.03',
    ]);
  });

  it('pairs by key where groups hold more than one configuration', () => {
    const keyed = (label: string, values: number[]): OutcomeGroup => ({
      label,
      outcomes: values.map((value, i) => ({
        ...outcome(label, 1 + (i % 2), value),
        id: `${label}${i}`,
        pairKey: `${i}`,
      })),
    });
    const { n, seeds } = compareGroups(keyed('a', [1, 2, 3, 4]), keyed('b', [2, 3, 5, 5]), lossMetric);
    expect([n, seeds]).toEqual([[4, 4], [1, 2, 1, 2]]); // prettier-ignore
  });

  it('counts a repeated seed once', () => {
    const { n, dropped } = compareGroups(group('a', [0.1, 0.1, 0.2], [1, 1, 2]), group('b', [0.3, 0.5]), errorMetric);
    expect(n).toEqual([2, 2]);
    expect(dropped).toEqual([{ group: 'a', id: 'a/1', seed: 1, reason: 'repeats a seed' }]);
  });

  it('is sober about one pair, about equal runs and about differences without spread', () => {
    const sentence = (a: number[], b: number[]): string => compareGroups(group('a', a), group('b', b), errorMetric).sentence; // prettier-ignore
    expect(sentence([0.1], [0.2])).toBe('a − b is −10.0 pp (1 paired seed): without a spread nothing says whether that is chance.'); // prettier-ignore
    expect(sentence([0.1, 0.2], [0.1, 0.2])).toBe('a and b are equal in 2 of 2 paired seeds.');
    expect(sentence([0.05, 0.06, 0.07], [0.04, 0.05, 0.06])).toBe('a − b is +1.0 pp (3 paired seeds, a better in 0), without any spread: there is nothing to test it against.'); // prettier-ignore
  });

  it('says when there is nothing to compare', () => {
    const dead = {
      label: 'dead',
      outcomes: [outcome('dead', 1, null, 'diverged'), outcome('dead', 2, null, 'failed')],
    };
    expect(compareGroups(dead, slow, errorMetric)).toMatchObject({
      difference: null,
      p: null,
      sentence: 'dead and lr 0.01 cannot be compared: no seed finished in both.',
    });
    expect(compareGroups({ label: 'none', outcomes: [] }, slow, errorMetric).sentence).toMatch(
      /none has no finished run/,
    );
  });
});

describe('Welch', () => {
  it('is taken where the seeds differ', () => {
    // scipy 1.10.1, ttest_ind(equal_var=False): p = 7.4e-6, −0.0401 to −0.0297.
    const other = group('b', [0.115, 0.117, 0.112, 0.121, 0.116], [11, 12, 13, 14, 15]);
    const comparison = compareGroups(group('a', [0.081, 0.079, 0.084]), other, errorMetric);
    expect(comparison).toMatchObject({
      method: 'welch',
      n: [3, 5],
      wins: null,
      seeds: [],
      sentence: 'a beats b over 3 and 5 runs: −3.5 pp, 95 % CI −4.0 to −3.0, p < 0.001.',
    });
    expect(comparison.notes).toContain('the seeds are not paired: Welch’s test');
  });

  it('is taken below half of the seeds in common', () => {
    const method = (n: number, shift: number): string => {
      const values = Array.from({ length: n }, (_, i) => 0.1 + i / 100);
      const later = values.map((_, i) => i + 1 + shift);
      return compareGroups(group('a', values), group('b', values, later), errorMetric).method;
    };
    expect([method(4, 2), method(5, 3), method(4, 3)]).toEqual(['paired', 'welch', 'welch']);
  });

  it('is not taken because partners diverged: the design decides', () => {
    const broken = { label: 'b', outcomes: [outcome('b', 1, 0.2), outcome('b', 2, null, 'diverged'), outcome('b', 3, null, 'diverged')] }; // prettier-ignore
    expect(compareGroups(group('a', [0.1, 0.2, 0.3]), broken, errorMetric)).toMatchObject({
      method: 'paired',
      n: [1, 1],
    });
  });
});

describe('against a baseline', () => {
  const near = group('lr 0.02', [0.1146, 0.1165, 0.1139, 0.1151, 0.1151]);
  const far = group('lr 0.1', [0.11, 0.1163, 0.1111, 0.1165, 0.1109]);

  it('corrects all comparisons together, in the order of the groups', () => {
    const alone = [near, far, fast].map((each) => compareGroups(each, slow, errorMetric).p!);
    const [first, second, third] = compareWithBaseline([near, slow, far, fast], slow, errorMetric);
    expect([first!.a, second!.a, third!.a]).toEqual(['lr 0.02', 'lr 0.1', 'lr 0.03']);
    expect(alone[2]).toBeLessThan(alone[1]!);
    expect(alone[1]).toBeLessThan(alone[0]!);
    expect(third!.p).toBeCloseTo(3 * alone[2]!, 12);
    expect(second!.p).toBeCloseTo(2 * alone[1]!, 12);
    expect(first!.p).toBeCloseTo(Math.max(alone[0]!, 2 * alone[1]!), 12);
    expect(third!.test!.p).toBeCloseTo(alone[2]!, 12);
    expect(third!.notes).toContain('p is corrected for 3 comparisons after Holm; the interval is not');
  });

  it('can take away a winner', () => {
    const [a, b] = [group('a', [0.1, 0.11, 0.12]), group('b', [0.11, 0.116, 0.134])];
    const single = compareGroups(a, b, errorMetric);
    expect(single.sentence).toMatch(/^a beats b/);
    const [corrected] = compareWithBaseline([a, ...[1, 2, 3, 4].map((i) => group(`c${i}`, [0.1, 0.13, 0.12]))], b, errorMetric); // prettier-ignore
    expect(corrected!.comparisons).toBe(5);
    expect(corrected!.p).toBeCloseTo(5 * single.p!, 12);
    expect(corrected!.sentence).toMatch(/^a and b cannot be told apart/);
  });

  it('does not count comparisons that have no p', () => {
    const [only] = compareWithBaseline([fast, group('single', [0.1])], slow, errorMetric);
    expect(only!.comparisons).toBe(1);
    expect(only!.notes.join()).not.toMatch(/Holm/);
  });
});

describe('the words', () => {
  it.each([
    [[1, 1], 'paired', 'n = 1: no spread, no difference can be told from chance'],
    [[2, 2], 'paired', 'n = 2: only enormous differences (from about 9.0 times the SD of the differences)'],
    [[3, 3], 'paired', 'n = 3: only very large differences (from about 2.5 times the SD of the differences)'],
    [[10, 10], 'paired', 'n = 10: large and medium differences (from about 0.72 times the SD of the differences)'],
    [[20, 20], 'paired', 'n = 20: also small differences (from about 0.47 times the SD of the differences)'],
    [[3, 3], 'welch', 'n = 3: only very large differences (from about 2.3 times the SD over seeds)'],
    [[1, 5], 'welch', 'n = 1 and 5: no spread, no difference can be told from chance'],
  ] as const)('%j %s', (n, method, words) => {
    // t(n − 1)/√n and t(n + m − 2)·√(1/n + 1/m) by scipy 1.10.1: 8.98, 2.48, 0.715, 0.468; 2.267.
    expect(detectable(n, method)).toBe(words);
  });

  it('writes differences with as many decimals as their interval deserves', () => {
    expect(formatDifference(-0.0341, [-0.0372, -0.031], errorMetric)).toBe('−3.4 pp, 95 % CI −3.7 to −3.1');
    expect(formatDifference(0.00012, [0.00008, 0.00016], errorMetric)).toBe('+0.012 pp, 95 % CI +0.008 to +0.016');
    expect(formatDifference(-0.25, [-0.5, 0], lossMetric)).toBe('−0.25, 95 % CI −0.50 to 0.00');
    expect(formatDifference(0, null, errorMetric)).toBe('0.0 pp');
  });

  it('writes p', () => {
    expect([0.0004, 0.001, 0.0123, 0.0497, 0.0994, 0.0996, 0.34, 0.999].map(formatP)).toEqual(['p < 0.001', 'p = 0.001', 'p = 0.012', 'p = 0.0497', 'p = 0.099', 'p = 0.10', 'p = 0.34', 'p > 0.99']); // prettier-ignore
  });
});
