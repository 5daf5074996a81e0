import { describe, expect, it } from 'vitest';
import { randomStream } from '../../../src/engine/random.ts';
import { holm, pairedTest, welchTest } from '../../../src/shared/stats/studentTests.ts';

// Student, "The probable error of a mean" (1908): extra hours of sleep under two drugs. The expected values are those
// that R prints for t.test on its data set `sleep`; further digits from scipy 1.10.1 (ttest_rel, ttest_ind).
const drug1 = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
const drug2 = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

describe('pairedTest', () => {
  it('reproduces Student’s sleep data', () => {
    const { difference, t, degreesOfFreedom, p, ci95 } = pairedTest(drug1, drug2);
    expect(difference).toBeCloseTo(-1.58, 12);
    expect(t).toBeCloseTo(-4.062127683382037, 10);
    expect(degreesOfFreedom).toBe(9);
    expect(p).toBeCloseTo(0.00283289019738427, 10);
    expect(ci95![0]).toBeCloseTo(-2.4598857632547286, 8);
    expect(ci95![1]).toBeCloseTo(-0.7001142367452713, 8);
  });

  it('computes small p-values', () => {
    // scipy 1.10.1, ttest_rel.
    const { t, p } = pairedTest([0.0812, 0.082, 0.0799, 0.0807, 0.0815], [0.115, 0.1163, 0.1141, 0.1155, 0.1149]);
    expect(t).toBeCloseTo(-144.09880043121152, 6);
    expect(p! / 1.3911384877344507e-8).toBeCloseTo(1, 6);
  });

  it('has a difference but no interval for one pair', () => {
    expect(pairedTest([0.2], [0.3])).toEqual({ difference: 0.2 - 0.3, degreesOfFreedom: null, ci95: null, t: null, p: null }); // prettier-ignore
  });

  it('does not take rounding for spread', () => {
    const { difference, t, p, ci95 } = pairedTest([0.05, 0.06, 0.07], [0.04, 0.05, 0.06]);
    expect(difference).toBeCloseTo(0.01, 15);
    expect([t, p, ci95]).toEqual([null, null, null]);
    expect(pairedTest([1, 2], [1, 2])).toMatchObject({ difference: 0, p: null });
  });

  it('has an interval that leaves out zero exactly when p is below 0.05', () => {
    const random = randomStream(1, 'data');
    let significant = 0;
    for (let i = 0; i < 300; i++) {
      const values = Array.from({ length: 2 + random.below(8) }, () => random.normal() + 0.8);
      const { p, ci95 } = pairedTest(values, values.map(() => 0)); // prettier-ignore
      expect(ci95![0] > 0 || ci95![1] < 0).toBe(p! < 0.05);
      significant += p! < 0.05 ? 1 : 0;
    }
    expect(significant).toBeGreaterThan(50);
    expect(significant).toBeLessThan(250);
  });

  it('finds a difference by chance in one of twenty', () => {
    const random = randomStream(2, 'data');
    const trials = 4000;
    let found = 0;
    for (let i = 0; i < trials; i++) {
      const draw = (): number[] => Array.from({ length: 4 }, () => random.normal());
      found += pairedTest(draw(), draw()).p! < 0.05 ? 1 : 0;
    }
    // Binomial SD 0.0034: four of them.
    expect(Math.abs(found / trials - 0.05)).toBeLessThan(0.014);
  });
});

describe('welchTest', () => {
  it('reproduces Student’s sleep data taken as independent', () => {
    const { t, degreesOfFreedom, p, ci95 } = welchTest(drug1, drug2);
    expect(t).toBeCloseTo(-1.8608134674868526, 10);
    expect(degreesOfFreedom).toBeCloseTo(17.776473516178495, 9);
    expect(p).toBeCloseTo(0.07939414018735823, 9);
    expect(ci95![0]).toBeCloseTo(-3.365483230711636, 8);
    expect(ci95![1]).toBeCloseTo(0.20548323071163632, 8);
  });

  it('takes groups of different size', () => {
    // scipy 1.10.1, ttest_ind(equal_var=False).
    const { difference, t, degreesOfFreedom, p, ci95 } = welchTest(
      [0.081, 0.079, 0.084],
      [0.115, 0.117, 0.112, 0.121, 0.116],
    );
    expect(difference).toBeCloseTo(-0.034866666666666685, 14);
    expect(t).toBeCloseTo(-16.91060719343958, 9);
    expect(degreesOfFreedom).toBeCloseTo(5.357356930926966, 9);
    expect(p! / 7.440225746845165e-6).toBeCloseTo(1, 6);
    expect(ci95![0]).toBeCloseTo(-0.04006215860692562, 8);
    expect(ci95![1]).toBeCloseTo(-0.029671174726407745, 8);
  });

  it('takes a group without spread, but not two of them', () => {
    const { degreesOfFreedom, p } = welchTest([0.5, 0.5, 0.5], [0.1, 0.2]);
    expect(degreesOfFreedom).toBe(1);
    expect(p).toBeGreaterThan(0);
    expect(welchTest([0.5, 0.5], [0.1, 0.1, 0.1])).toMatchObject({ difference: 0.4, ci95: null, p: null });
  });

  it('has no interval where a group has one value', () => {
    expect(welchTest([0.5], [0.1, 0.2])).toMatchObject({ ci95: null, t: null, p: null });
  });
});

describe('holm', () => {
  it('corrects the worked example of the literature', () => {
    // p = 0.01, 0.04, 0.03, 0.005 (en.wikipedia.org, "Holm–Bonferroni method", and R's p.adjust).
    const adjusted = holm([0.01, 0.04, 0.03, 0.005]);
    for (const [i, wanted] of [0.03, 0.06, 0.06, 0.02].entries()) expect(adjusted[i]).toBeCloseTo(wanted, 14);
  });

  it('leaves one alone, stays below 1 and passes over what is not there', () => {
    expect(holm([0.04])).toEqual([0.04]);
    expect(holm([0.9, 0.8])).toEqual([1, 1]);
    expect(holm([null, 0.01, null, 0.02])).toEqual([null, 0.02, null, 0.02]);
    expect(holm([])).toEqual([]);
  });
});
