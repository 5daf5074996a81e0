/**
 * What is kept of a run's weights while it trains: after some epochs for looking at them later, and every two seconds,
 * with the optimiser's slots, as the point from which an interrupted run continues.
 */

import { giveBack } from '../../engine/giveBack.ts';
import type { Tensors } from '../../engine/protocol.ts';
import type { NetworkSpec } from '../../engine/spec.ts';
import type { TrainerState } from '../../engine/trainer.ts';
import { decodeNpz, encodeNpz } from '../export/npz.ts';
import { encodeWeights } from '../export/weights.ts';
import type { Store } from '../store/store.ts';
import type { Journal } from './journal.ts';

/** Checkpoints of a run beside that of its end: with it, as many as the store keeps. */
const mostKept = 49;

/** Epochs after which weights are kept: every one from 0 on, or evenly spaced ones where there are too many. */
export function epochsToKeep(epochs: number): number[] {
  const last = Math.ceil(epochs) - 1;
  if (last < mostKept) return Array.from({ length: last + 1 }, (_, epoch) => epoch);
  return Array.from({ length: mostKept }, (_, index) => Math.round((index * last) / (mostKept - 1)));
}

export interface CheckpointSource {
  readonly runId: string;
  readonly network: NetworkSpec;
  readonly state: TrainerState;
  readonly seconds: number;
  readonly weights: Tensors;
}

export class CheckpointWriter {
  readonly #store: Store;
  readonly #journal: Journal;

  constructor(store: Store, journal: Journal) {
    this.#store = store;
    this.#journal = journal;
  }

  async keepWeights({ runId, network, state, weights }: CheckpointSource): Promise<void> {
    const npz = encodeWeights(network, (name) => weights.get(name)!);
    await this.#store.writeWeights(runId, state.step, npz).finally(() => giveBack([npz]));
  }

  /** The series are written first: a run continues only from where they reach. */
  async secure({ runId, state, seconds, weights }: CheckpointSource, slots: Tensors): Promise<void> {
    await this.#journal.flush();
    const arrays = [...weights, ...slots].map(([name, values]) => [name, { shape: [values.length], values }] as const);
    const npz = encodeNpz(new Map(arrays));
    await this.#store.writeResumePoint(runId, { state, seconds, npz }).finally(() => giveBack([npz]));
  }

  drop(runId: string): Promise<void> {
    return this.#store.dropResumePoint(runId);
  }
}

/** The tensors of a resume point. @throws UserError when its bytes are damaged */
export function decodeTensors(npz: Uint8Array, runId: string): Tensors {
  const arrays = decodeNpz(npz, `resume point of run ${runId}`);
  return new Map([...arrays].map(([name, { values }]) => [name, Float32Array.from(values, Number)]));
}
