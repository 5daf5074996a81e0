/** What a filter becomes on the way to another run. */

import { describe, expect, it } from 'vitest';
import { carriedOver } from '../../../src/renderer/src/inspect/carryOver.ts';
import type { FilterScope } from '../../../src/renderer/src/inspect/carryOver.ts';
import { everyMistake } from '../../../src/shared/analysis/gallery.ts';
import type { GalleryFilter } from '../../../src/shared/analysis/gallery.ts';

const digits: FilterScope = { sha256: 'a', classNames: [...'0123456789'], seeds: 3, isCompared: false };
const carried = (filter: Partial<GalleryFilter>, to: Partial<FilterScope>, from: Partial<FilterScope> = {}) =>
  carriedOver({ ...everyMistake, ...filter }, { ...digits, ...from }, { ...digits, ...to });

describe('a filter on the way to another run', () => {
  it('stays what it is among the same images, classes and seeds', () => {
    const filter: GalleryFilter = {
      trueClass: 3,
      predictedClass: 9,
      confidence: [0.5, 1],
      tag: 'smudge',
      wrongIn: [2, 3],
      outcome: null,
      showsCorrect: true,
    };
    expect(carriedOver(filter, digits, { ...digits, classNames: [...digits.classNames] })).toBe(filter);
  });

  it('is none among the images of another dataset, though its classes have the same names', () => {
    expect(carried({ trueClass: 3, tag: 'smudge', showsCorrect: true }, { sha256: 'b' })).toEqual(everyMistake);
  });

  it('finds classes by their names, where a run is of two digits only', () => {
    const two = { classNames: ['3', '9'] };
    expect(carried({ trueClass: 3, predictedClass: 9 }, two)).toMatchObject({ trueClass: 0, predictedClass: 1 });
    expect(carried({ predictedClass: 1 }, digits, two)).toMatchObject({ trueClass: null, predictedClass: 9 });
  });

  it('keeps no half of a cell whose other class is not there', () => {
    const next = carried({ trueClass: 3, predictedClass: 5, confidence: [0, 0.5] }, { classNames: ['3', '9'] });
    expect(next).toMatchObject({ trueClass: null, predictedClass: null, confidence: [0, 0.5] });
  });

  it.each([
    { what: 'in at least two', wrongIn: [2, 3], seeds: 5, becomes: [2, 5] },
    { what: 'in all', wrongIn: [3, 3], seeds: 10, becomes: [10, 10] },
    { what: 'in exactly one', wrongIn: [1, 1], seeds: 5, becomes: [1, 1] },
    { what: 'in all of fewer', wrongIn: [3, 3], seeds: 2, becomes: [2, 2] },
    { what: 'in at most two of fewer', wrongIn: [1, 2], seeds: 2, becomes: [1, 2] },
    { what: 'in any of one seed', wrongIn: [1, 3], seeds: 1, becomes: null },
  ] as const)('means the same in a group of another size: wrong $what', ({ wrongIn, seeds, becomes }) => {
    expect(carried({ wrongIn }, { seeds }).wrongIn).toEqual(becomes);
  });

  it('asks for more seeds than there are nowhere', () => {
    expect(carried({ wrongIn: [4, 4] }, { seeds: 3 }, { seeds: 5 }).wrongIn).toBeNull();
  });

  it('keeps the outcome of two runs while there are two', () => {
    expect(carried({ outcome: 'fixed' }, { isCompared: true }, { isCompared: true }).outcome).toBe('fixed');
    expect(carried({ outcome: 'fixed' }, {}, { isCompared: true }).outcome).toBeNull();
  });
});
