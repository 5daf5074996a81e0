/** Where images are cut in two. */

import { describe, expect, it } from 'vitest';
import { firstHalf } from '../../../src/engine/simd/images.ts';
import type { ImageStore } from '../../../src/engine/spec.ts';

/** @param images of each, the pixels that are not zero */
function store(inputs: number, images: readonly (readonly number[])[]): ImageStore {
  let end = 0;
  const rowStarts = Uint32Array.from([0, ...images.map((pixels) => (end += pixels.length))]);
  const columns = Uint16Array.from(images.flat());
  return {
    kind: 'sparse-u8',
    count: images.length,
    inputs,
    rowStarts,
    columns,
    values: new Uint8Array(columns.length).fill(7),
  };
}

const countIn = (images: readonly (readonly number[])[], from: number, to: number) =>
  images.flat().filter((pixel) => pixel >= from && pixel < to).length;

describe('firstHalf', () => {
  it('has as many pixels that are not zero before it as behind', () => {
    const images = [[0, 60, 70, 71], [61, 70], [70, 72, 73, 99], []];
    const half = firstHalf(store(100, images));
    expect(half).toBe(71);
    expect(countIn(images, 0, half)).toBeGreaterThanOrEqual(countIn(images, half, 100));
    expect(countIn(images, 0, half - 1)).toBeLessThan(countIn(images, half - 1, 100));
  });

  it('is in the middle where every pixel is zero or images are real-valued', () => {
    expect(firstHalf(store(9, [[], []]))).toBe(4);
    expect(firstHalf({ kind: 'dense-f32', count: 1, inputs: 9, values: new Float32Array(9) })).toBe(4);
  });

  it('looks at images from the whole store, and never beyond the last pixel', () => {
    const late = Array.from({ length: 5000 }, (_, image) => (image < 2500 ? [1] : [90]));
    expect(firstHalf(store(100, late))).toBe(2);
    expect(firstHalf(store(3, [[2], [2]]))).toBe(3);
  });
});
