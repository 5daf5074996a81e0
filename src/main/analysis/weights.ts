/** The weights of runs as they were after a step: kept ones from the store, those of a run that trains from its memory. */

import type { Tensors } from '../../engine/protocol.ts';
import type { NetworkSpec } from '../../engine/spec.ts';
import { tensorTable } from '../../engine/tensors.ts';
import { epochAt } from '../../engine/trainer.ts';
import type { Checkpoint, WeightsAt } from '../../shared/contract.ts';
import { UserError } from '../../shared/errors.ts';
import { createLoadCache } from '../datasets/cache.ts';
import { decodeNpz } from '../export/npz.ts';
import type { RunManager } from '../runs/manager.ts';
import { engineSpecs } from '../runs/specs.ts';
import type { RunRecord, Store } from '../store/store.ts';
import { nameOf } from './subject.ts';

/** Bytes of weights that are kept for the next look. */
const mostKept = 100 * 2 ** 20;

export interface FoundWeights {
  readonly step: number;
  readonly tensors: Tensors;
  /** Equal keys mean equal weights; null for those that a run trains right now. */
  readonly key: string | null;
}

export interface WeightsSources {
  readonly store: Pick<Store, 'listWeights' | 'readWeights'>;
  readonly manager: Pick<RunManager, 'liveWeights'>;
}

export class KeptWeights {
  readonly #sources: WeightsSources;
  readonly #cache = createLoadCache<Tensors>(mostKept, (tensors) =>
    [...tensors.values()].reduce((bytes, values) => bytes + values.byteLength, 0),
  );

  constructor(sources: WeightsSources) {
    this.#sources = sources;
  }

  async checkpoints(record: RunRecord): Promise<Checkpoint[]> {
    const steps = await this.#sources.store.listWeights(record.id);
    const { dataset } = record;
    if (!dataset) return [];
    const { training } = engineSpecs(record.experiment, dataset);
    return steps.map((step) => ({ step, epoch: epochAt(training, dataset.train, step) }));
  }

  /** The network of a run that has begun. @throws UserError 'not-found' of one that has not */
  networkOf(record: RunRecord): NetworkSpec {
    if (record.dataset) return engineSpecs(record.experiment, record.dataset).network;
    throw new UserError('not-found', noneYet(record));
  }

  /** @throws UserError 'not-found' where no weights are kept of that step */
  async find(record: RunRecord, step: WeightsAt['step']): Promise<FoundWeights> {
    const { id } = record;
    const live = step === null ? this.#sources.manager.liveWeights(id) : null;
    if (live) return { ...live, tensors: sharedTensors(live.tensors), key: null };
    const wanted = step ?? (await this.#sources.store.listWeights(id)).at(-1);
    if (wanted === undefined) throw new UserError('not-found', noneYet(record));
    const key = `${id} ${wanted}`;
    return { step: wanted, key, tensors: await this.#cache.get(key, () => this.#read(record, wanted)) };
  }

  async #read(record: RunRecord, step: number): Promise<Tensors> {
    const found = await this.#sources.store.readWeights(record.id, step);
    if (!found || !record.dataset) {
      const kept = await this.#sources.store.listWeights(record.id);
      throw new UserError(
        'not-found',
        `${nameOf(record)}: no weights are kept of step ${step} (kept: ${kept.join(', ') || 'none'}); choose one of these.`,
      );
    }
    const network = this.networkOf(record);
    const file = `weights of ${nameOf(record)} at step ${step}`;
    const arrays = decodeNpz(found.npz, file);
    return sharedTensors(
      // A run that diverged has weights that are not finite; they are shown as they are.
      tensorTable(network).map(({ name, rows, columns }) => {
        const values = arrays.get(name)?.values;
        if (values?.length === rows * columns) return [name, values];
        throw new UserError('workspace', `${file}: ${name} is missing or damaged; look at another step.`);
      }),
    );
  }
}

const noneYet = (record: RunRecord): string =>
  `${nameOf(record)}: it has no weights yet; look again when it has begun to train.`;

/** In memory that threads share, so that handing weights to the analysis thread copies nothing. */
function sharedTensors(tensors: Iterable<readonly [string, ArrayLike<number>]>): Tensors {
  return new Map(
    [...tensors].map(([name, values]) => {
      const shared = new Float32Array(new SharedArrayBuffer(values.length * 4));
      shared.set(values);
      return [name, shared];
    }),
  );
}
