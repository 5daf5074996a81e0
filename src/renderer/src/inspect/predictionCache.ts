/** Predictions that were asked for, the latest used of them, so that the epoch slider moves back without asking again. */

import type { Predictions, SplitName } from '../../../shared/contract.ts';
import { ByteCache } from './byteCache.ts';

export interface PredictionKey {
  readonly id: string;
  readonly step: number;
  readonly split: SplitName;
}

export class PredictionCache {
  readonly #kept: ByteCache<Predictions>;

  /** @param limit bytes kept at most, the latest entry aside. @default 96 MB: 30 epochs of 60,000 images and ten classes */
  constructor(limit = 96 * 2 ** 20) {
    this.#kept = new ByteCache(limit, bytesOf);
  }

  get(key: PredictionKey): Predictions | undefined {
    return this.#kept.get(nameOf(key));
  }

  set(key: PredictionKey, predictions: Predictions): void {
    this.#kept.set(nameOf(key), predictions);
  }
}

const nameOf = ({ id, step, split }: PredictionKey): string => `${id} ${step} ${split}`;

const bytesOf = ({ labels, numbers, probabilities, losses }: Predictions): number =>
  labels.byteLength + numbers.byteLength + probabilities.byteLength + losses.byteLength;
