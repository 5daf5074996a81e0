/**
 * The data of one run in its block: labels and splits, and the optimiser's slots at their initial values.
 */

import type { TrainingData } from '../spec.ts';
import { initialSlot } from '../reference/optimizers.ts';
import { optimizerSlots, tensorTable } from '../tensors.ts';
import { viewImages, type PlacedImages } from './images.ts';
import type { NetworkLayout } from './layout.ts';
import { tensorOf, writeTensor } from './tensors.ts';

const splitNames = ['train', 'validation', 'test'] as const;

/**
 * Fills a freshly allocated (zeroed) block: labels, splits, initial slots. Weights stay 0 until they are written.
 * Done once by the owner, before any thread opens the network.
 */
export function initializeRun(
  memory: WebAssembly.Memory,
  layout: NetworkLayout,
  base: number,
  data: TrainingData,
): void {
  new Uint16Array(memory.buffer, base + layout.labels, data.labels.length).set(data.labels);
  for (const split of splitNames) {
    const indices = data[split];
    if (indices) new Uint32Array(memory.buffer, base + layout.splits[split], indices.length).set(indices);
  }
  const { network, optimizer } = layout.shape;
  for (const slot of optimizerSlots(optimizer)) {
    const value = initialSlot(optimizer, slot);
    if (value === 0) continue;
    for (const { name, rows, columns } of tensorTable(network)) {
      const tensor = tensorOf(layout, 'initialize', `${name}.${slot}`);
      writeTensor(memory, base, tensor, new Float32Array(rows * columns).fill(value));
    }
  }
}

/** The data of a placed run: views of the shared memory, nothing is copied. */
export function viewData(
  memory: WebAssembly.Memory,
  layout: NetworkLayout,
  base: number,
  images: PlacedImages,
): TrainingData {
  const { splits, scaling } = layout.shape;
  const indices = (split: (typeof splitNames)[number], count: number) =>
    new Uint32Array(memory.buffer, base + layout.splits[split], count);
  return {
    images: viewImages(memory, images),
    labels: new Uint16Array(memory.buffer, base + layout.labels, images.count),
    scaling,
    train: indices('train', splits.train ?? 0),
    validation: splits.validation === null ? null : indices('validation', splits.validation),
    test: splits.test === null ? null : indices('test', splits.test),
  };
}
