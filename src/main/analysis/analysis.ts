/**
 * Looking into trained networks, as the service does it: finds a run's images and weights, has the analysis thread
 * compute, and keeps what was computed. What the calls mean is said in `shared/contract/analysis.ts`.
 */

import type { LoadedKernels } from '../../engine/simd/kernels.ts';
import type { LayerHealth, Predictions, SplitName, WeightsAt } from '../../shared/contract.ts';
import { UserError } from '../../shared/errors.ts';
import type { DatasetSpec } from '../../shared/experiment.ts';
import { createLoadCache } from '../datasets/cache.ts';
import type { PreparedDataset } from '../service/prepared.ts';
import type { RunRecord } from '../store/store.ts';
import { Lanes } from './lanes.ts';
import type { Job, Weighted } from './protocol.ts';
import { shownImages } from './pixels.ts';
import { imagesKeyOf, labelsOf, nameOf, numbersOf, openSubject, shapeOf, splitOf, type Subject } from './subject.ts';
import { AnalysisWorker } from './thread.ts';
import type { Urgency, Wish } from './turns.ts';
import { KeptWeights, type FoundWeights, type WeightsSources } from './weights.ts';

/** Checkpoints whose layers' health is kept. */
const mostHealth = 2000;
/** Bytes of predictions that are kept for the next look. */
const mostKept = 200 * 2 ** 20;

export interface AnalysisSources extends WeightsSources {
  readonly loaded: LoadedKernels;
  /** The file of `worker.ts`, as the host has it. */
  readonly workerUrl: URL | string;
  /** The record of a run as it is now. @throws UserError where there is none */
  run(id: string): Promise<RunRecord>;
  open(spec: DatasetSpec): Promise<PreparedDataset>;
}

/** A run with the weights it is looked at with. */
export interface Look {
  readonly subject: Subject;
  readonly weights: FoundWeights;
  readonly job: Weighted;
}

interface Wanted {
  readonly signal: AbortSignal | undefined;
  readonly wish: Wish;
}

type Computed = Pick<Predictions, 'probabilities' | 'losses'>;

export class Analysis {
  readonly lanes = new Lanes();
  readonly weights: KeptWeights;
  readonly worker: AnalysisWorker;
  readonly #sources: AnalysisSources;
  readonly #predicted = createLoadCache<Computed>(
    mostKept,
    ({ probabilities, losses }) => probabilities.byteLength + losses.byteLength,
  );
  /** Predictions that are being computed, by name: what is fetched ahead may be wanted at once. */
  readonly #begun = new Map<string, Wish>();
  readonly #opening = new Map<string, Promise<PreparedDataset>>();
  /** By weights. */
  readonly health = createLoadCache<LayerHealth[]>(mostHealth);
  #live = 0;

  constructor(sources: AnalysisSources) {
    this.#sources = sources;
    this.weights = new KeptWeights(sources);
    this.worker = new AnalysisWorker({ workerUrl: sources.workerUrl, loaded: sources.loaded });
  }

  record(id: string): Promise<RunRecord> {
    return this.#sources.run(id);
  }

  async subject(id: string): Promise<Subject> {
    const record = await this.record(id);
    return openSubject(record, () => this.#open(record.experiment.dataset));
  }

  /** Files are looked at anew for every call, but once for those that come together, as at a move of the epoch slider. */
  #open(spec: DatasetSpec): Promise<PreparedDataset> {
    const key = JSON.stringify(spec);
    const opening = this.#opening.get(key) ?? this.#sources.open(spec).finally(() => this.#opening.delete(key));
    this.#opening.set(key, opening);
    return opening;
  }

  async look({ id, step }: WeightsAt): Promise<Look> {
    return this.lookWith(await this.subject(id), step);
  }

  async lookWith(subject: Subject, step: WeightsAt['step']): Promise<Look> {
    const weights = await this.weights.find(subject.record, step);
    const weightsKey = weights.key ?? `live ${++this.#live}`;
    return { subject, weights, job: { network: subject.network, tensors: weights.tensors, weightsKey } };
  }

  /** A job on images of the run's own section. What is sent to the thread is moved there, hence the copy. */
  placedJob({ subject, job }: Look, images: Uint32Array): Omit<Job, 'stop'> {
    return { ...job, inputs: { kind: 'placed', section: this.worker.key(subject.prepared), images: images.slice() } };
  }

  /** @param urgency @default now */
  async predictions(
    at: WeightsAt,
    split: SplitName,
    signal?: AbortSignal,
    urgency: Urgency = 'now',
  ): Promise<Predictions> {
    const wish: Wish = { urgency };
    const name = nameOfPredictions(at, split);
    this.hurry(at, split, urgency);
    if (!this.#begun.has(name)) this.#begun.set(name, wish);
    try {
      const look = await this.look(at);
      const { subject, weights } = look;
      const images = splitOf(subject, split);
      return {
        step: weights.step,
        split,
        shape: shapeOf(subject.dataset),
        range: shownImages(subject).range,
        classNames: subject.prepared.use.classNames,
        labels: labelsOf(subject, images),
        numbers: numbersOf(subject, split),
        ...(await this.#compute(look, split, images, { signal, wish })),
      };
    } finally {
      if (this.#begun.get(name) === wish) this.#begun.delete(name);
    }
  }

  /** Predictions that are being computed are wanted sooner than was said; nothing happens where they are not. */
  hurry(at: WeightsAt, split: SplitName, urgency: Urgency = 'now'): void {
    const begun = this.#begun.get(nameOfPredictions(at, split));
    if (begun) this.worker.raise(begun, urgency);
  }

  async #compute(look: Look, split: SplitName, images: Uint32Array, { signal, wish }: Wanted): Promise<Computed> {
    const { prepared } = look.subject;
    const compute = (own: AbortSignal | undefined): Promise<Computed> =>
      this.worker.call(
        prepared,
        own,
        (thread, stop) => thread.$call('predict', { ...this.placedJob(look, images), stop }),
        wish,
      );
    const { key } = look.weights;
    if (key === null) return compute(signal);
    return this.#predicted.get(`${key} ${split}`, (own) => compute(own.signal), { signal });
  }

  /** @throws UserError where the runs did not use the same images */
  requireSameImages(records: readonly RunRecord[]): void {
    const [first, ...others] = records;
    const stranger = others.find((record) => imagesKeyOf(record) !== imagesKeyOf(first!));
    if (!stranger) return;
    throw new UserError(
      'conflict',
      `${nameOf(first!)} and ${nameOf(stranger)} did not use the same images; compare runs whose dataset, classes and ` +
        'sizes of the splits are equal.',
    );
  }

  /** Ends what is underway and the thread. */
  async close(): Promise<void> {
    this.lanes.close();
    this.#predicted.clear();
    this.health.clear();
    await this.worker.close();
  }
}

const nameOfPredictions = ({ id, step }: WeightsAt, split: SplitName): string => `${id} ${step} ${split}`;
