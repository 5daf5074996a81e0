/**
 * Prepared data by dataset section, so that a sweep's runs, and planning before them, prepare each section once and
 * share one copy of its images in memory.
 */

import type { ImageStore } from '../../engine/spec.ts';
import type { DatasetSpec } from '../../shared/experiment.ts';
import type { Dataset } from '../datasets/dataset.ts';
import { prepareData, type PreparedData } from '../datasets/prepare.ts';
import type { OpenDataset } from './plan.ts';

/** Sections kept; the least recently used goes first. */
const kept = 4;

/** A dataset, and what a section makes of it. */
export interface PreparedDataset {
  readonly dataset: Dataset;
  readonly prepared: PreparedData;
}

interface Entry extends PreparedDataset {
  readonly key: string;
  readonly images: ImageStore;
}

export class PreparedCache {
  readonly #open: OpenDataset;
  #entries: readonly Entry[] = [];

  constructor(open: OpenDataset) {
    this.#open = open;
  }

  async get(spec: DatasetSpec): Promise<PreparedData> {
    return (await this.open(spec)).prepared;
  }

  async open(spec: DatasetSpec): Promise<PreparedDataset> {
    const dataset = await this.#open(spec);
    const { images } = dataset;
    const key = JSON.stringify([dataset.id, dataset.name, spec]);
    const known = this.#entries.find((entry) => entry.key === key && entry.images === images);
    const entry = known ?? { key, images, dataset, prepared: prepareData(dataset, spec) };
    this.#entries = [entry, ...this.#entries.filter((other) => other !== entry)].slice(0, kept);
    return entry;
  }
}
