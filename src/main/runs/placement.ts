/** A run in the engine's shared memory: placed once before its first step, kept while it is paused, freed at its end. */

import { initializeRun } from '../../engine/simd/data.ts';
import { layoutNetwork, shapeOf } from '../../engine/simd/layout.ts';
import type { NetworkLayout } from '../../engine/simd/layout.ts';
import type { PlacedImages } from '../../engine/simd/images.ts';
import { readTensor } from '../../engine/simd/tensors.ts';
import { tensorTable } from '../../engine/tensors.ts';
import type { Tensors } from '../../engine/protocol.ts';
import type { NetworkSpec, TrainingData, TrainingSpec } from '../../engine/spec.ts';
import { batchSizeOf } from '../../engine/trainer.ts';
import type { DatasetUse } from '../../shared/contract.ts';
import type { Experiment } from '../../shared/experiment.ts';
import type { EngineMemory } from './memory.ts';
import { engineSpecs } from './specs.ts';

/** The data of one run, ready for the engine. */
export interface LoadedData {
  readonly data: TrainingData;
  readonly use: DatasetUse;
}

export interface Placement {
  readonly network: NetworkSpec;
  readonly training: TrainingSpec;
  readonly base: number;
  readonly layout: NetworkLayout;
  readonly images: PlacedImages;
  /** The weights as they lie in memory: while the run trains, some of them may be one step newer than others. */
  weights(): Tensors;
  /** Gives the memory back. No thread may be at work on the run any more. */
  free(): void;
}

/**
 * @param threads that may ever work on the run at once
 * @throws OutOfSharedMemory when the memory has no room
 */
export function placeRun(
  memory: EngineMemory,
  experiment: Experiment,
  { data, use }: LoadedData,
  threads: number,
): Placement {
  const { network, training } = engineSpecs(experiment, use);
  const maxBatch = batchSizeOf(training, data.train.length);
  const layout = layoutNetwork(shapeOf({ network, optimizer: training.optimizer, maxBatch, data }, threads));
  const images = memory.place(data.images);
  let base: number;
  try {
    base = memory.allocate(layout.bytes);
  } catch (error) {
    memory.release(data.images);
    throw error;
  }
  initializeRun(memory.memory, layout, base, data);
  const free = (): void => {
    memory.free(base);
    memory.release(data.images);
  };
  const weights = (): Tensors =>
    new Map(tensorTable(network).map(({ name }) => [name, readTensor(memory.memory, base, layout.tensors.get(name)!)]));
  return { network, training, base, layout, images, weights, free };
}
