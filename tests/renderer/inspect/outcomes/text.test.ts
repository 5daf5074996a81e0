/** What the outcomes of runs are said to mean, and what a bar of the histogram narrows the gallery to. */

import { describe, expect, it } from 'vitest';
import {
  expectedSaid,
  netText,
  seedsText,
  testText,
} from '../../../../src/renderer/src/inspect/outcomes/outcomeText.ts';
import { chosenRange, seedBars } from '../../../../src/renderer/src/inspect/outcomes/seedBars.ts';
import type { OutcomeCounts } from '../../../../src/shared/analysis/outcomes.ts';

const counts = (fixed: number, broken: number): OutcomeCounts => ({
  'both-right': 9000,
  fixed,
  broken,
  'same-wrong': 400,
  'different-wrong': 100,
});

describe('two runs', () => {
  it('give the net change with its sign', () => {
    expect(netText(counts(121, 59))).toBe('Net +62: 121 fixed, 59 broken.');
    expect(netText(counts(3, 12))).toBe('Net −9: 3 fixed, 12 broken.');
    expect(netText(counts(7, 7))).toBe('Net ±0: 7 fixed, 7 broken.');
  });

  it('say what the test makes of it', () => {
    expect(testText(counts(121, 59), false)).toMatch(/rarely.*better at images like these.*p < 0\.001/);
    expect(testText(counts(3, 12), false)).toMatch(/worse at images like these.*p = 0\.035/);
    expect(testText(counts(12, 3), true)).toContain('better at the images it was trained on');
    expect(testText(counts(1, 5), false)).toMatch(/often differ by this much \(McNemar’s exact test, p = 0\.22\)/);
    expect(testText(counts(0, 0), false)).toContain('nothing to tell them apart by');
  });
});

describe('seeds', () => {
  const histogram = Uint32Array.of(9000, 600, 300, 100);
  const expected = Float64Array.of(8500, 1400, 99.5, 0.04);

  it('are told apart into hard images and luck', () => {
    expect(seedsText(histogram, 2.44)).toBe(
      '100 images are wrong in all 3: hard, or mislabelled. 600 are wrong in one only: luck of the seed. ' +
        'Independent mistakes would meet in all 3 on 2.4.',
    );
    expect(seedsText(Uint32Array.of(9, 1, 0), 0)).toMatch(/^No image is wrong in both runs\. 1 is wrong in one only/);
    expect([0.04, 0.34, 12.2, 2150].map(expectedSaid)).toEqual(['fewer than 0.1', '0.3', '12', '2\u2009150']);
  });

  it('are bars that fill the height, with what independence expects on their scale, at its top where it is more', () => {
    const bars = seedBars(histogram, expected, [2, 3]);
    expect(bars.map(({ k, count, isChosen }) => [k, count, isChosen])).toEqual([
      [1, 600, false],
      [2, 300, true],
      [3, 100, true],
    ]);
    expect(bars.map(({ expected }) => expected)).toEqual([1, 99.5 / 600, 0.04 / 600]);
    expect(bars[0]!.height).toBeCloseTo(1, 12);
    expect(bars[1]!.name).toBe('wrong in 2 of 3: 300 images, 3.00 %; independent mistakes: 100');
    expect(seedBars(Uint32Array.of(5, 0), Float64Array.of(5, 0), null)[0]!.height).toBe(0);
  });

  it('are taken one by one, as a range, and put back', () => {
    expect(chosenRange(2, null, null, false)).toEqual([2, 2]);
    expect(chosenRange(2, [2, 2], 2, false)).toBeNull();
    expect(chosenRange(4, [2, 2], 2, true)).toEqual([2, 4]);
    expect(chosenRange(1, [2, 4], 2, true)).toEqual([1, 2]);
    expect(chosenRange(3, [2, 4], 2, false)).toEqual([3, 3]);
    expect(chosenRange(3, null, null, true)).toEqual([3, 3]);
  });
});
