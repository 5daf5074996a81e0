import { describe, expect, it } from 'vitest';
import { layoutNetwork } from '../../../src/engine/simd/layout.ts';
import { batchNonZeros, type NetworkShape } from '../../../src/engine/simd/shape.ts';
import { imageStore } from '../../support/images.ts';
import { layers, networkSpec, plainSgd } from '../../support/networks.ts';

function shape(given: Partial<NetworkShape> & { units: number; maxBatch: number }): NetworkShape {
  return {
    network: networkSpec({ inputs: 784, classes: 10, hidden: layers(['relu', given.units]) }),
    optimizer: plainSgd,
    scaling: { factor: 1 / 255, offset: 0 },
    images: { kind: 'sparse-u8', count: 60_000, inputs: 784 },
    batchNonZeros: 9_000_000,
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
    expect(layout.strides).toEqual([20, 12]);
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

  it('gives threads whole cache lines of units, and leaves narrow layers whole', () => {
    const tasksFor = (units: number) => layoutNetwork(shape({ units, maxBatch: 100 })).unitTasks;
    expect(tasksFor(300)).toEqual([
      { from: 0, units: 144 },
      { from: 144, units: 160 },
    ]);
    expect(tasksFor(64)).toEqual([{ from: 0, units: 64 }]);
    expect(tasksFor(17)).toEqual([{ from: 0, units: 20 }]);
  });

  it('holds the full batches of the benchmark', () => {
    expect(layoutNetwork(shape({ units: 64, maxBatch: 60_000 })).bytes).toBeLessThan(100e6);
    expect(layoutNetwork(shape({ units: 1000, maxBatch: 10_000 })).bytes).toBeLessThan(200e6);
  });

  it('refuses what the kernels cannot address, with both sizes', () => {
    expect(() => layoutNetwork(shape({ units: 100_000, maxBatch: 60_000 }))).toThrow(
      /^network: needs [\d,]+ bytes, the kernels can address 4,294,901,760/,
    );
    expect(() => layoutNetwork(shape({ units: 1, maxBatch: 2 ** 24 }))).toThrow(RangeError);
  });

  it('provides for the densest batch', () => {
    const images = imageStore('sparse-u8', 3, [1, 1, 1, 0, 0, 1, 1, 0, 1]);
    expect(batchNonZeros(images, 2)).toBe(6); // the same image twice
    expect(batchNonZeros(images, 5000)).toBe(6); // every image once
    expect(batchNonZeros(imageStore('dense-f32', 3, [1, 2, 3]), 2)).toBe(0);
  });
});
