import { describe, expect, it } from 'vitest';
import { layoutNetwork } from '../../../src/engine/simd/layout.ts';
import type { NetworkShape } from '../../../src/engine/simd/shape.ts';
import { layers, networkSpec, plainSgd } from '../../support/networks.ts';

function shape(given: Partial<NetworkShape> & { units: number; maxBatch: number }): NetworkShape {
  return {
    network: networkSpec({ inputs: 784, classes: 10, hidden: layers(['relu', given.units]) }),
    optimizer: plainSgd,
    scaling: { factor: 1 / 255, offset: 0 },
    unpacks: { forward: false, gradient: false },
    images: { kind: 'sparse-u8', count: 60_000, inputs: 784, half: 400 },
    maxThreads: 2,
    splits: { train: 60_000, validation: null, test: null },
    ...given,
  };
}

describe('layoutNetwork', () => {
  it('places everything on cache lines, one after the other', () => {
    const layout = layoutNetwork(shape({ units: 17, maxBatch: 100 }));
    const starts = [
      ...[...layout.tensors.values()].map(({ offset }) => offset),
      layout.labels,
      layout.losses,
      layout.scratch,
    ];
    for (const offset of [...starts, ...layout.activations]) expect(offset % 64).toBe(0);
    expect(new Set(starts).size).toBe(starts.length);
    expect(layout.scratch + 2 * layout.scratchBytes).toBeLessThanOrEqual(layout.bytes);
    expect(layout.strides).toEqual([24, 16]);
  });

  it('covers every row of every layer with its tasks', () => {
    const { rowTasks, layerTasks, widths } = layoutNetwork(shape({ units: 1003, maxBatch: 100 }));
    for (const tasks of [rowTasks, layerTasks]) {
      for (const layer of [0, 1]) {
        let next = 0;
        for (const task of tasks.filter((each) => each.layer === layer)) {
          expect(task.from).toBe(next);
          next += task.rows;
        }
        expect(next).toBe(widths[layer]);
      }
    }
  });

  it('gives two threads a half of the pixels each, and more threads whole cache lines of units in each half', () => {
    const tasksFor = (units: number, maxThreads: number) =>
      layoutNetwork({ ...shape({ units, maxBatch: 100 }), maxThreads }).halfTasks;
    const [first, second] = [
      { half: 0, from: 0, rows: 400 },
      { half: 1, from: 400, rows: 384 },
    ];
    expect(tasksFor(300, 2)).toEqual([
      { ...first, firstUnit: 0, units: 304 },
      { ...second, firstUnit: 0, units: 304 },
    ]);
    expect(tasksFor(300, 4)).toEqual([
      { ...first, firstUnit: 0, units: 144 },
      { ...first, firstUnit: 144, units: 160 },
      { ...second, firstUnit: 0, units: 144 },
      { ...second, firstUnit: 144, units: 160 },
    ]);
    expect(tasksFor(17, 8)).toEqual([
      { ...first, firstUnit: 0, units: 24 },
      { ...second, firstUnit: 0, units: 24 },
    ]);
  });

  it.each([
    { maxBatch: 1, words: 1, wordSamples: 16 },
    { maxBatch: 17, words: 1, wordSamples: 32 },
    { maxBatch: 100, words: 2, wordSamples: 64 },
    { maxBatch: 256, words: 4, wordSamples: 64 },
    { maxBatch: 60_000, words: 2, wordSamples: 64 },
  ])('has $words words of $wordSamples samples for a block of a batch of $maxBatch', ({ maxBatch, ...expected }) => {
    expect(layoutNetwork(shape({ units: 10, maxBatch }))).toMatchObject(expected);
  });

  it('holds the full batches of the benchmark', () => {
    expect(layoutNetwork(shape({ units: 64, maxBatch: 60_000 })).bytes).toBeLessThan(100e6);
    expect(layoutNetwork(shape({ units: 1000, maxBatch: 10_000 })).bytes).toBeLessThan(200e6);
  });

  it('refuses what the kernels cannot address, with both sizes', () => {
    expect(() => layoutNetwork(shape({ units: 1_000_000, maxBatch: 60_000 }))).toThrow(
      /^network: needs [\d,]+ bytes, the kernels can address 4,294,901,760/,
    );
    expect(() => layoutNetwork(shape({ units: 1, maxBatch: 2 ** 24 }))).toThrow(RangeError);
  });
});
