/**
 * What the service and the analysis thread say to each other. Every call computes from the weights it is given; the thread
 * keeps images, labels and open networks between calls and nothing else.
 */

import type { Tensors } from '../../engine/protocol.ts';
import type { ImageStore, NetworkSpec, Scaling } from '../../engine/spec.ts';
import type { LayerHealth } from '../../shared/contract.ts';

/** The prepared data of one dataset section, placed once for all runs that use it. */
export interface SectionData {
  readonly key: string;
  /** Sections with the same key have the same images, which are placed once. */
  readonly imagesKey: string;
  /** Null where the thread has these images already. */
  readonly images: ImageStore | null;
  readonly labels: Uint16Array; // (images)
  readonly scaling: Scaling;
}

/** Images of a placed section by index, or values before `scaling` that come with the call. */
export type Inputs =
  | { readonly kind: 'placed'; readonly section: string; readonly images: Uint32Array }
  | { readonly kind: 'given'; readonly values: Float32Array; readonly scaling: Scaling }; // (samples, inputs)

/** A network with its weights, in memory that is shared and thus not copied. */
export interface Weighted {
  readonly network: NetworkSpec;
  readonly tensors: Tensors;
  /** Equal keys mean equal weights. */
  readonly weightsKey: string;
}

export interface Job extends Weighted {
  readonly inputs: Inputs;
  /** One Int32; anything but 0 ends the call, which then rejects with `cancelled`. */
  readonly stop: SharedArrayBuffer;
}

export interface Predicted {
  readonly probabilities: Float32Array; // (samples, classes)
  /** Empty where values were given, which have no labels. */
  readonly losses: Float32Array; // (samples)
}

export interface Outputs {
  readonly probabilities: Float32Array; // (samples, classes)
  /** Hidden layers first, logits last. */
  readonly layers: readonly Float32Array[]; // (samples, units) each
}

export interface NearestJob extends Job {
  readonly space: 'inputs' | 'hidden';
  /** Among which images of the section the nearest are looked for. */
  readonly section: string;
  readonly among: Uint32Array;
  /** Position within `among` that is left out. */
  readonly leftOut: number | null;
  readonly count: number;
}

export interface Nearest {
  readonly positions: Uint32Array; // within `among`, nearest first
  readonly distances: Float64Array;
}

/** The calls that the thread answers, one after the other. */
export interface AnalysisThread {
  place(section: SectionData): void;
  /** The section will not be used again. */
  forget(key: string): void;
  predict(job: Job): Predicted;
  outputs(job: Job): Outputs;
  /** Of the first sample of the job. */
  nearest(job: NearestJob): Nearest;
  health(job: Job): LayerHealth[];
}
