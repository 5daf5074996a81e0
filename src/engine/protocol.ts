/**
 * What the pool and its workers say to each other. Plain data only: everything here is structured-cloneable, and the
 * big things (images, weights, activations) lie in shared memory and travel as byte offsets.
 */

import type { PlacedImages } from './simd/images.ts';
import type { LoadedKernels } from './simd/kernels.ts';
import type { NetworkLayout } from './simd/layout.ts';
import type { Evaluation, NetworkSpec, TrainingSpec } from './spec.ts';
import type { Outcome, TrainerState } from './trainer.ts';

/** Given to a worker when it is created. */
export interface WorkerSetup extends LoadedKernels {
  readonly memory: WebAssembly.Memory;
  /** The word that says whether somebody acts in a window, to whom training gives way. @default nobody ever does */
  readonly attention?: SharedArrayBuffer | undefined;
}

/** One run, ready to train: where its block lies, which `initializeRun` has filled, and what to do with it. */
export interface TrainJob {
  readonly runId: string;
  readonly network: NetworkSpec;
  readonly training: TrainingSpec;
  readonly seed: number;
  /** Byte offset of the run's block, laid out as `layout` says. */
  readonly base: number;
  readonly layout: NetworkLayout;
  readonly images: PlacedImages;
  /** The run's command word, one Int32 in memory of its own: see `control`. */
  readonly command: SharedArrayBuffer;
  /** Where to continue; null begins anew. */
  readonly from: TrainerState | null;
  /**
   * Tensors to write first, by name: given initial weights, or the weights and slots of a checkpoint. Null takes what the
   * block holds when the run continues, and draws the initial weights when it begins.
   */
  readonly tensors: Tensors | null;
  /** Epochs after which the weights are kept. */
  readonly keepAfter: readonly number[];
}

/** Tensors by name (`W1`, `W1.velocity`, …), float32, row-major, unpadded. */
export type Tensors = ReadonlyMap<string, Float32Array>;

/** Values of the command word, written by the manager and read by the leader after every step. */
export const commands = { train: 0, pause: 1, stop: 2, interrupt: 3 } as const;

/** What a worker needs to help a run that another one leads. */
export interface HelpJob extends Pick<TrainJob, 'runId' | 'base' | 'layout' | 'images'> {
  /** Its place in the run's team, from 0. */
  readonly slot: number;
}

export type ToWorker =
  | { readonly type: 'train'; readonly job: TrainJob }
  /** Help a run that another worker leads, until dismissed. */
  | { readonly type: 'join'; readonly help: HelpJob };

export interface ProgressReport {
  readonly runId: string;
  /** Steps done before the first value below. */
  readonly fromStep: number;
  readonly batchLoss: Float32Array;
  readonly batchError: Float32Array;
  readonly evaluations: readonly Evaluation[];
  readonly step: number;
  readonly epoch: number;
  /** Seconds of training so far in this stretch, evaluations included. */
  readonly seconds: number;
}

export type StretchEnd =
  Exclude<Outcome, { status: 'running' }> | { readonly status: 'paused' | 'stopped' | 'interrupted' };

export type FromWorker =
  | { readonly type: 'progress'; readonly report: ProgressReport }
  | {
      readonly type: 'checkpoint';
      readonly runId: string;
      readonly state: TrainerState;
      readonly seconds: number;
      readonly weights: Tensors;
      /** The optimiser's slots, with which training can continue here; null where only the weights are to be kept. */
      readonly slots: Tensors | null;
    }
  | {
      readonly type: 'ended';
      readonly runId: string;
      readonly end: StretchEnd;
      readonly state: TrainerState;
      readonly seconds: number;
      /** Scores of every split where training ended; null when only paused. */
      readonly final: Evaluation | null;
      readonly weights: Tensors;
      readonly slots: Tensors;
    }
  | { readonly type: 'failed'; readonly runId: string; readonly message: string }
  | { readonly type: 'left'; readonly runId: string };
