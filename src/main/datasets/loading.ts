/** What the main thread asks the dataset worker, and what the worker does with it. */

import type { Dataset } from './dataset.ts';
import { readDataset } from './formats.ts';
import { generateDataset } from './generated.ts';
import type { GeneratedSource } from './generated.ts';
import type { DatasetSummary } from './overview.ts';

export type LoadRequest =
  | { readonly kind: 'files'; readonly path: string; readonly skipBroken?: boolean | undefined }
  | { readonly kind: 'generated'; readonly source: GeneratedSource; readonly seed: number };

/** A dataset with what was found while all of it was looked at. */
export interface LoadedDataset extends Dataset {
  readonly summary: DatasetSummary;
}

/** Loads synchronously. @throws UserError 'dataset' */
export function load(request: LoadRequest, onProgress?: (fraction: number) => void): Dataset {
  return request.kind === 'files'
    ? readDataset(request.path, { onProgress, skipBroken: request.skipBroken })
    : generateDataset(request.source, request.seed);
}

/** The memory of a dataset, to be handed over instead of copied. */
export function buffersOf({ images, labels }: Dataset): ArrayBuffer[] {
  const arrays =
    images.kind === 'sparse-u8' ? [images.rowStarts, images.columns, images.values, labels] : [images.values, labels];
  return arrays.map((array) => array.buffer).filter((buffer) => buffer instanceof ArrayBuffer);
}
