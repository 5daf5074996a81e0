/** The sentences, marks and files of the Inspect screen: everything that needs no page. */

import { describe, expect, it } from 'vitest';
import { classBars, shareSaid } from '../../../src/renderer/src/inspect/detail/bars.ts';
import { flips } from '../../../src/renderer/src/inspect/detail/flips.ts';
import { epochName, epochNumber } from '../../../src/renderer/src/inspect/epochs.ts';
import { predictionsCsv } from '../../../src/renderer/src/inspect/export/predictionsCsv.ts';
import { sheetLayout } from '../../../src/renderer/src/inspect/export/sheet.ts';
import { chipsOf, emptyText, galleryTitle } from '../../../src/renderer/src/inspect/gallery/chips.ts';
import { toggled, withRange } from '../../../src/renderer/src/inspect/gallery/picking.ts';
import { shortProbability, tileOf } from '../../../src/renderer/src/inspect/gallery/tile.ts';
import { fitted, greyToRgba } from '../../../src/renderer/src/inspect/images/drawImages.ts';
import { canInspect, countRuns, firstRuns, inspectable } from '../../../src/renderer/src/inspect/inspectable.ts';
import { checkpointAt } from '../../../src/renderer/src/inspect/useCheckpoints.ts';
import { everyMistake } from '../../../src/shared/analysis/gallery.ts';
import type { GalleryFilter } from '../../../src/shared/analysis/gallery.ts';
import { scored } from '../../../src/shared/analysis/predictions.ts';
import { sampleExperiments } from '../../support/sampleExperiments.ts';
import { madePredictions } from '../../shared/analysis/made.ts';

const digits = [...'0123456789'];
const two = madePredictions(
  [
    { label: 0, probabilities: [0.006, 0.993, 0.001], number: 4601 },
    { label: 1, probabilities: [0.2, 0.5, 0.3], number: 7 },
  ],
  ['eight', 'four', 'a, b'],
);

describe('tiles', () => {
  it('say what is seen, for the eye and for a screen reader', () => {
    const [wrong, right] = [tileOf(two, scored(two), 0), tileOf(two, scored(two), 1)];
    expect(wrong.name).toBe('image 4601, true eight, predicted four, 99.3 %');
    expect(wrong).toMatchObject({ said: 'eight → four', value: '.99', isRight: false });
    expect(right).toMatchObject({ said: 'four ✓', value: '.50', isRight: true });
    expect(wrong.strength).toBeGreaterThan(right.strength);
  });

  it('give a probability in the room of three signs', () => {
    expect([0.07, 0.994, 0.9951, 1, Number.NaN].map(shortProbability)).toEqual(['.07', '.99', '1.0', '1.0', 'NaN']);
  });
});

describe('chips', () => {
  const labels = (filter: object): string[] =>
    chipsOf({ ...everyMistake, ...filter }, digits, 5).map(({ label }) => label);

  it('say each narrowing', () => {
    expect(labels({})).toEqual([]);
    expect(labels({ trueClass: 4, predictedClass: 9 })).toEqual(['4 → 9']);
    expect(labels({ predictedClass: 9, tag: 'smudge', showsCorrect: true })).toEqual([
      'said 9',
      'tag smudge',
      'correct ones too',
    ]);
    expect(labels({ wrongIn: [3, 5] })).toEqual(['wrong in ≥ 3 of 5 seeds']);
    expect(labels({ wrongIn: [2, 2], confidence: [0.5, 0.999] })).toEqual([
      '50 to 99.9 % sure',
      'wrong in 2 of 5 seeds',
    ]);
  });

  it('take it away again', () => {
    const filter: GalleryFilter = { ...everyMistake, trueClass: 4, predictedClass: 9, tag: 'smudge' };
    const cleared = chipsOf(filter, digits, 5).reduce<GalleryFilter>(
      (before, { without }) => ({ ...before, ...without }),
      filter,
    );
    expect(cleared).toEqual(everyMistake);
  });

  it('title the gallery and say why it is empty', () => {
    expect(galleryTitle(everyMistake)).toBe('Mistakes');
    expect(galleryTitle({ ...everyMistake, showsCorrect: true })).toBe('Images');
    expect(emptyText(everyMistake, 0, 'epoch 5').title).toBe('No mistakes at epoch 5');
    expect(emptyText({ ...everyMistake, trueClass: 3 }, 12, 'epoch 5').title).toBe('No image fits the filter');
  });
});

describe('marks', () => {
  const positions = Uint32Array.of(7, 3, 9, 1, 4);

  it('are set and taken away', () => {
    expect([...toggled(new Set([3]), 9)]).toEqual([3, 9]);
    expect([...toggled(new Set([3, 9]), 3)]).toEqual([9]);
  });

  it('reach from the last one in the order of the gallery', () => {
    expect([...withRange(new Set(), positions, 3, 1)]).toEqual([3, 9, 1]);
    expect([...withRange(new Set([4]), positions, 1, 7)]).toEqual([4, 7, 3, 9, 1]);
    expect([...withRange(new Set(), positions, null, 9)]).toEqual([9]);
    expect([...withRange(new Set(), positions, 100, 9)]).toEqual([9]);
  });
});

describe('the bars of all classes', () => {
  it('mark the true and the predicted one', () => {
    const { bars } = classBars(two.probabilities.subarray(0, 3), two.classNames, 0, 1);
    expect(bars.map(({ isTrue, isSaid }) => [isTrue, isSaid])).toEqual([
      [true, false],
      [false, true],
      [false, false],
    ]);
  });

  it('say on which side of nothing and of everything a share lies', () => {
    expect([0.0004, 0.9995, 0.993, 1, 0].map(shareSaid)).toEqual(['< 0.1 %', '> 99.9 %', '99.3 %', '100.0 %', '0.0 %']);
  });

  it('keep the true class where there are too many to show', () => {
    const many = Float32Array.from({ length: 50 }, (_, k) => (50 - k) / 1275);
    const { bars, hidden } = classBars(many, [], 49, 0);
    expect(bars).toHaveLength(20);
    expect(hidden).toBe(30);
    expect(bars.at(-1)).toMatchObject({ index: 49, isTrue: true });
  });
});

describe('history', () => {
  const history = (...predicted: number[]) =>
    predicted.map((one, i) => ({ step: i * 100, epoch: i, predicted: one, probability: 0.5, loss: 0.7 }));

  it('says since when', () => {
    expect(flips(history(1, 4, 4), 8)).toBe('wrong at every epoch');
    expect(flips(history(1, 8, 8), 8)).toBe('right since epoch 1');
    expect(flips(history(1, 8, 4, 8), 8)).toBe('right since epoch 3, 3 changes');
    expect(flips([], 8)).toBe('');
  });

  it('names epochs', () => {
    expect(epochName({ step: 0, epoch: 0 })).toBe('the start, before training');
    expect(epochName({ step: 5, epoch: 2 })).toBe('epoch 2');
    expect(epochNumber({ step: 5, epoch: 0.333_333 })).toBe('0.33');
  });

  it('finds the weights of another run for the same epoch', () => {
    const kept = [0, 1, 2].map((epoch) => ({ step: epoch * 10, epoch }));
    expect(checkpointAt(kept, 1)?.step).toBe(10);
    expect(checkpointAt(kept, 7)?.step).toBe(20);
    expect(checkpointAt([], 1)).toBeUndefined();
  });
});

describe('exports', () => {
  it('give number, classes and all probabilities, quoted where needed', () => {
    expect(predictionsCsv(two, scored(two), [1, 0]).split('\n')).toEqual([
      'index,true,predicted,p_eight,p_four,"p_a, b"',
      '7,four,four,0.200000003,0.5,0.300000012',
      '4601,eight,four,0.00600000005,0.992999971,0.00100000005',
      '',
    ]);
  });

  it('lay a sheet out without overlaps, inside its edges', () => {
    for (const count of [1, 7, 769, 10_000]) {
      const sheet = sheetLayout(count, { height: 28, width: 28 });
      const places = [0, 1, sheet.columns, count - 1].filter((i) => i < count).map(sheet.place);
      for (const { x, y } of places) {
        expect(x + sheet.side).toBeLessThanOrEqual(sheet.width);
        expect(y + sheet.side + sheet.caption).toBeLessThanOrEqual(sheet.height);
      }
      if (count > 1) expect(sheet.place(1).x).toBeGreaterThanOrEqual(sheet.place(0).x + sheet.side);
      expect(Math.max(sheet.width, sheet.height)).toBeLessThan(16_384);
    }
  });

  it('keep the proportions of an image and its grey values', () => {
    expect(fitted({ height: 10, width: 20 }, { x: 0, y: 0, width: 40, height: 40 })).toEqual({
      x: 0,
      y: 10,
      width: 40,
      height: 20,
    });
    const rgba = new Uint8ClampedArray(8);
    greyToRgba(Uint8Array.of(0, 200), rgba);
    expect([...rgba]).toEqual([0, 0, 0, 255, 200, 200, 200, 255]);
  });
});

describe('the runs to choose from', () => {
  it('are those that have trained', () => {
    expect(canInspect({ status: 'queued', step: 0 })).toBe(false);
    expect(canInspect({ status: 'diverged', step: 40 })).toBe(true);
  });

  it('are found by title, name and status', () => {
    const titleOf = ({ name }: { name: string }): string => name;
    const found = inspectable(sampleExperiments(), titleOf, 'happen stopped');
    expect(found.flatMap(({ runs }) => runs.map(({ id }) => id))).toEqual(['mixed-4']);
  });

  it('are cut after the first, in the middle of an experiment if need be', () => {
    const all = inspectable(sampleExperiments(), ({ name }) => name, '');
    const ids = all.flatMap(({ runs }) => runs.map(({ id }) => id));
    const few = all[0]!.runs.length + 1;
    const cut = firstRuns(all, few);
    expect(cut.flatMap(({ runs }) => runs.map(({ id }) => id))).toEqual(ids.slice(0, few));
    expect([cut.length, countRuns(cut), countRuns(all)]).toEqual([2, few, ids.length]);
    expect(firstRuns(all, 1000)).toEqual(all);
  });
});
