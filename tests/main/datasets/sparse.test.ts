import { expect, it } from 'vitest';
import { denseImage, rangeOf, sparseFromPixels } from '../../../src/main/datasets/sparse.ts';

const pixels = Uint8Array.of(0, 5, 0, 0, 0, 0, 255, 1, 2);

it('keeps the pixels that are not zero, row by row', () => {
  const store = sparseFromPixels([pixels.subarray(0, 3), pixels.subarray(3)], 3);
  expect(store).toEqual({
    kind: 'sparse-u8',
    count: 3,
    inputs: 3,
    rowStarts: Uint32Array.of(0, 1, 1, 4),
    columns: Uint16Array.of(1, 0, 1, 2),
    values: Uint8Array.of(5, 255, 1, 2),
  });
  for (const image of [0, 1, 2])
    expect(denseImage(store, image)).toEqual(Float32Array.from(pixels.subarray(3 * image, 3 * image + 3)));
});

it('takes images of 65536 pixels and no larger', () => {
  const wide = new Uint8Array(65_536);
  wide[65_535] = 9;
  expect([...sparseFromPixels([wide], 65_536).columns]).toEqual([65_535]);
  expect(() => sparseFromPixels([new Uint8Array(65_537)], 65_537)).toThrow(RangeError);
  expect(() => sparseFromPixels([new Uint8Array(7)], 3)).toThrow(RangeError);
});

it('clears what a reused buffer held, and refuses images that do not exist', () => {
  const store = sparseFromPixels([pixels], 3);
  const buffer = new Float32Array(3).fill(7);
  expect(denseImage(store, 1, buffer)).toBe(buffer);
  expect([...buffer]).toEqual([0, 0, 0]);
  expect(() => denseImage(store, 3)).toThrow(RangeError);
});

it('finds the range with and without zeros', () => {
  const store = sparseFromPixels([pixels], 3);
  expect(rangeOf(store, 0, 2)).toEqual([0, 5]);
  expect(rangeOf(store, 1, 2)).toEqual([0, 0]);
  expect(rangeOf(store, 2, 3)).toEqual([1, 255]);
  const values = Float32Array.of(-1, 2, 3, 4);
  expect(rangeOf({ kind: 'dense-f32', count: 2, inputs: 2, values }, 0, 1)).toEqual([-1, 2]);
});
