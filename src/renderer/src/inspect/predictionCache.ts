/** Predictions that were asked for, the latest used of them, so that the epoch slider moves back without asking again. */

import type { Predictions, SplitName } from '../../../shared/contract.ts';

export interface PredictionKey {
  readonly id: string;
  readonly step: number;
  readonly split: SplitName;
}

export class PredictionCache {
  readonly #kept = new Map<string, Predictions>();
  readonly #limit: number;
  #bytes = 0;

  /** @param limit bytes kept at most, the latest entry aside. @default 96 MB: 30 epochs of 60,000 images and ten classes */
  constructor(limit = 96 * 2 ** 20) {
    this.#limit = limit;
  }

  get(key: PredictionKey): Predictions | undefined {
    const name = nameOf(key);
    const found = this.#kept.get(name);
    if (found) {
      this.#kept.delete(name);
      this.#kept.set(name, found);
    }
    return found;
  }

  set(key: PredictionKey, predictions: Predictions): void {
    const name = nameOf(key);
    this.#drop(name);
    this.#kept.set(name, predictions);
    this.#bytes += bytesOf(predictions);
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= this.#limit || oldest === name) break;
      this.#drop(oldest);
    }
  }

  #drop(name: string): void {
    const found = this.#kept.get(name);
    if (!found) return;
    this.#kept.delete(name);
    this.#bytes -= bytesOf(found);
  }
}

const nameOf = ({ id, step, split }: PredictionKey): string => `${id} ${step} ${split}`;

const bytesOf = ({ labels, numbers, probabilities, losses }: Predictions): number =>
  labels.byteLength + numbers.byteLength + probabilities.byteLength + losses.byteLength;
