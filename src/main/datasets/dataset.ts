/**
 * A dataset in memory as every reader delivers it, and the entry points of the folder.
 *
 * - `library.ts` knows which datasets exist and loads them in a worker thread, so that the main thread never blocks
 * - `prepare.ts` turns a dataset and an experiment's `dataset` section into the data of one run (pure)
 */

import type { ImageStore } from '../../engine/spec.ts';
import type { DatasetFacts } from '../../shared/contract.ts';

export interface Dataset {
  readonly id: string;
  readonly name: string;
  readonly facts: DatasetFacts;
  /** Training images first, then test images. Values before scaling: 0..255 pixels, or real numbers. */
  readonly images: ImageStore;
  readonly labels: Uint16Array; // (train + test)
  /** True for 2-D and CSV data: `standardize` then works per feature instead of over all inputs. */
  readonly featurewise: boolean;
  /** True for class-sorted or unsplit sources: permuted once with `dataset.seed` before any size applies. */
  readonly sorted: boolean;
  /** `[min, max]` of the raw values, per split. */
  readonly range: { readonly train: readonly [number, number]; readonly test: readonly [number, number] | null };
}
