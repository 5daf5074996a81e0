import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { sha256 } from '../../../src/main/datasets/digest.ts';
import { readDataset } from '../../../src/main/datasets/formats.ts';
import { denseImage } from '../../../src/main/datasets/sparse.ts';
import { encodeNpz } from '../../../src/main/export/npz.ts';
import type { NdArray } from '../../../src/main/export/npz.ts';
import { cycle, pixels, temporaryFolders } from './idxFiles.ts';
import { refusal } from './refusal.ts';

const folders = temporaryFolders();
afterEach(() => folders.clean());

type Arrays = Record<string, NdArray>;

function asFile(arrays: Arrays, name = 'digits.npz'): string {
  return join(folders.with({ [name]: encodeNpz(new Map(Object.entries(arrays))) }), name);
}

const bytes = (count: number, ...shape: number[]): NdArray => ({
  shape: [count, ...shape],
  values: pixels(
    count,
    shape.reduce((a, b) => a * b, 1),
  ),
});
const labels = (count: number, classes: number): NdArray => ({ shape: [count], values: cycle(count, classes) });
const plain: Arrays = { images: bytes(12, 4, 5), labels: labels(12, 3) };

describe('an NPZ file', () => {
  it('of images and labels is unsplit: 8-bit pixels, permuted once', () => {
    const path = asFile(plain);
    const dataset = readDataset(path);
    expect(dataset).toMatchObject({ id: 'digits', name: 'digits', sorted: true, featurewise: false });
    expect(dataset.facts).toMatchObject({
      format: 'npz',
      train: 12,
      test: 0,
      height: 4,
      width: 5,
      classNames: ['0', '1', '2'],
    });
    expect(dataset.facts.sha256).toBe(sha256(readFileSync(path)));
    expect(dataset.images.kind).toBe('sparse-u8');
    expect([...denseImage(dataset.images, 3)]).toEqual([...pixels(12, 20).subarray(60, 80)]);
    expect([...dataset.labels]).toEqual([...cycle(12, 3)]);
  });

  it('of x_train, y_train, x_test and y_test keeps its split and order, whatever the case of the names', () => {
    const dataset = readDataset(
      asFile({ X_train: bytes(12, 4, 5), y_train: labels(12, 3), X_test: bytes(6, 4, 5), y_test: labels(6, 3) }),
    );
    expect(dataset).toMatchObject({ sorted: false, facts: { train: 12, test: 6 } });
    expect([...denseImage(dataset.images, 12)]).toEqual([...pixels(6, 20).subarray(0, 20)]);
  });

  it('of NumPy itself: big-endian floats, Fortran order, one-hot labels, names of classes', () => {
    const dataset = readDataset(join(import.meta.dirname, '../../fixtures/npz/dataset.npz'));
    expect(dataset.facts).toMatchObject({ train: 8, test: 4, height: 3, width: 2, classNames: ['cat', 'dog'] });
    expect(dataset.images.kind).toBe('dense-f32');
    const of255 = (index: number) => Array.from(denseImage(dataset.images, index), (value) => Math.round(value * 255));
    expect(of255(0)).toEqual([248, 194, 190, 207, 147, 26]);
    expect(of255(8)).toEqual([226, 201, 8, 159, 26, 27]);
    expect([...dataset.labels]).toEqual([0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1]);
  });

  it('of rows is images where their number of bytes is a square, and features otherwise', () => {
    expect(readDataset(asFile({ x: bytes(12, 16), y: labels(12, 3) }))).toMatchObject({
      featurewise: false,
      facts: { height: 4, width: 4 },
    });
    expect(readDataset(asFile({ x: bytes(12, 5), y: labels(12, 3) }))).toMatchObject({
      featurewise: true,
      images: { kind: 'dense-f32' },
      facts: { height: 1, width: 5 },
    });
  });

  it('of whole numbers 0..255 in wider types holds pixels, and of 0 and 1 real values', () => {
    const wide = { shape: [12, 4, 4], values: Float64Array.from(pixels(12, 16)) };
    expect(readDataset(asFile({ images: wide, labels: labels(12, 3) })).images.kind).toBe('sparse-u8');
    const binary = { shape: [12, 4, 4], values: Int32Array.from(pixels(12, 16), (value) => value % 2) };
    expect(readDataset(asFile({ images: binary, labels: labels(12, 3) })).images.kind).toBe('dense-f32');
  });

  it('takes a dimension of 1 for nothing, and labels from 1 or of −1 and 1', () => {
    const column = { shape: [12, 1], values: Int32Array.from(cycle(12, 3), (label) => label + 1) };
    const dataset = readDataset(asFile({ images: bytes(12, 4, 5, 1), labels: column }));
    expect(dataset.facts).toMatchObject({ height: 4, width: 5, classNames: ['1', '2', '3'] });
    const signs = { shape: [12], values: Int32Array.from(cycle(12, 2), (label) => 2 * label - 1) };
    const pair = readDataset(asFile({ images: bytes(12, 4, 5), labels: signs }));
    expect(pair.facts.classNames).toEqual(['-1', '1']);
    expect([...pair.labels.subarray(0, 3)]).toEqual([0, 1, 0]);
  });
});

describe('an NPZ file is refused', () => {
  const floats = (change: (values: Float32Array) => void): NdArray => {
    const values = Float32Array.from(pixels(12, 20), (value) => value / 7);
    change(values);
    return { shape: [12, 4, 5], values };
  };

  it.each<[string, Arrays, string]>([
    ['without known names', { a: bytes(12, 4, 5) }, 'the arrays are a, expected images and labels'],
    ['with half a test split', { x_train: bytes(12, 4, 5), y_train: labels(12, 3), x_test: bytes(6, 4, 5) }, 'there is x_test, but of x_test and y_test both'], // prettier-ignore
    ['with fewer labels', { ...plain, labels: labels(11, 3) }, 'holds 12 images, but there are 11 labels'],
    ['with colours', { ...plain, images: bytes(12, 4, 5, 3) }, 'has the shape (12, 4, 5, 3)'],
    ['with a scalar', { ...plain, images: { shape: [], values: Uint8Array.of(1) } }, 'has the shape ()'],
    ['with no images', { images: bytes(0, 4, 5), labels: labels(0, 3) }, 'holds no samples'],
    ['with too many inputs', { images: { shape: [1, 70_000], values: new Uint8Array(70_000) }, labels: labels(1, 1) }, 'samples of 70000 values'], // prettier-ignore
    [
      'with NaN',
      { ...plain, images: floats((values) => values.fill(NaN, 45, 46)) },
      'sample 2 has the value NaN at input 5',
    ],
    ['with fractions for labels', { ...plain, labels: { shape: [12], values: Float32Array.from(cycle(12, 3), (x) => x + 0.5) } }, 'label 0 is 0.5'], // prettier-ignore
    ['with a gap in its labels', { ...plain, labels: { shape: [12], values: Uint8Array.from(cycle(12, 3), (x) => 4 * x) } }, 'label 8 occurs'], // prettier-ignore
    ['with labels that are no codes', { ...plain, labels: { shape: [12, 3], values: new Uint8Array(36).fill(1) } }, 'row 0 is no one-hot code'], // prettier-ignore
    ['with other test images', { x_train: bytes(12, 4, 5), y_train: labels(12, 3), x_test: bytes(6, 5, 4), y_test: labels(6, 3) }, 'must have the same shape'], // prettier-ignore
  ])('%s', (_, arrays, expected) => {
    expect(refusal(asFile(arrays))).toContain(expected);
  });

  it('when it is a single array', () => {
    const array = readFileSync(join(import.meta.dirname, '../../fixtures/npz/array.npy'));
    expect(refusal(join(folders.with({ 'x.npy': array }), 'x.npy'))).toContain('single NPY array without labels');
  });
});
