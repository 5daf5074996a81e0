/** What the main thread and the dataset worker say to each other, and what the worker does with it. */

import type { ErrorCode } from '../../shared/contract.ts';
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

export type LoadMessage =
  | { readonly type: 'progress'; readonly fraction: number }
  | { readonly type: 'loaded'; readonly dataset: LoadedDataset }
  /** What a user can cause; defects end the worker instead. */
  | { readonly type: 'refused'; readonly code: ErrorCode; readonly message: string };

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
