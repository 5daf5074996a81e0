/**
 * Gradient check: central differences of the loss against backpropagation, tensor by tensor, in float64.
 *
 *   numeric = (L(θ + ε) − L(θ − ε)) / 2ε
 *   relative error = |a − n| / max(|a|, |n|, 1e-3 · max|tensor|, 1e-10)
 *
 * An entry whose ±ε changes the sign of any ReLU's input sits at a kink, where the loss has no derivative: it is skipped
 * and counted. Both losses are taken as differences from the unchanged loss, free of cancellation (`perturbation.ts`), so
 * that the small gradients of deep networks can be checked as well.
 */

import type { FloatArray } from './backend.ts';
import { losses } from './losses.ts';
import { randomStream } from './random.ts';
import { createPerturbation, type Perturbation } from './reference/perturbation.ts';
import { ReferenceNetwork } from './reference/network.ts';
import type { NetworkSpec, TrainingData } from './spec.ts';
import { tensorTable, type TensorSpec } from './tensors.ts';

export interface GradcheckOptions {
  readonly network: NetworkSpec;
  readonly data: TrainingData;
  /** Every tensor of the network by name. */
  readonly tensors: ReadonlyMap<string, ArrayLike<number>>;
  /** Image indices, at least one. */
  readonly batch: Uint32Array;
  /** @default 1e-5 */
  readonly epsilon?: number | undefined;
  /** Entries checked of each tensor at most, chosen at random by a fixed seed. @default 1000 */
  readonly entries?: number | undefined;
  /** Gradients to check. @default those of the reference's backpropagation */
  readonly analytic?: ReadonlyMap<string, ArrayLike<number>> | undefined;
  /** Called with the fraction of the entries that are done, 0..1, after each. */
  readonly onProgress?: ((fraction: number) => void) | undefined;
}

export interface WorstEntry {
  readonly row: number;
  readonly column: number;
  readonly analytic: number;
  readonly numeric: number;
}

export interface TensorCheck {
  readonly name: string;
  readonly checked: number;
  readonly skippedAtKink: number;
  /** 0 where every entry was skipped. */
  readonly maxRelativeError: number;
  readonly maxAbsoluteError: number;
  /** The entry of the largest relative error; null where every entry was skipped. */
  readonly worst: WorstEntry | null;
}

export interface Gradcheck {
  readonly epsilon: number;
  /** Mean loss of the batch in nats. */
  readonly loss: number;
  readonly tensors: readonly TensorCheck[];
  /** True when every relative error is below 1e-5. */
  readonly pass: boolean;
  /** Both gradients by tensor, row-major; NaN in `numeric` where an entry was skipped or not chosen. */
  readonly values: ReadonlyMap<string, { readonly analytic: FloatArray; readonly numeric: Float64Array }>;
}

/** A relative error from here on means that the check does not pass. */
export const gradcheckTolerance = 1e-5;

export function gradcheck(options: GradcheckOptions): Gradcheck {
  const { network, data, tensors, batch, epsilon = 1e-5, entries = 1000 } = options;
  const optimizer = { type: 'sgd', learningRate: 1, weightDecay: 0 } as const;
  const reference = new ReferenceNetwork({ network, optimizer, maxBatch: batch.length, data });
  for (const { name } of tensorTable(network)) reference.write(name, tensors.get(name) ?? []);
  const { loss, gradients } = reference.gradients(batch);
  const perturbation = createPerturbation(reference, batch);
  const random = randomStream(0, 'gradcheck');
  const total = tensorTable(network).reduce((sum, { rows, columns }) => sum + Math.min(rows * columns, entries), 0);
  let done = 0;

  const values = new Map<string, { analytic: FloatArray; numeric: Float64Array }>();
  const checks = tensorTable(network).map((tensor) => {
    const analytic = Float64Array.from(options.analytic?.get(tensor.name) ?? gradients.get(tensor.name)!);
    const chosen = chooseEntries(analytic.length, entries, random.below);
    const numeric = new Float64Array(analytic.length).fill(Number.NaN);
    const slope = centralDifference(perturbation, network, tensor, epsilon);
    const smooth = chosen.filter((entry) => {
      const derivative = slope(entry);
      numeric[entry] = derivative ?? Number.NaN;
      options.onProgress?.(++done / total);
      return derivative !== null;
    });
    values.set(tensor.name, { analytic, numeric });
    const skippedAtKink = chosen.length - smooth.length;
    return { name: tensor.name, checked: smooth.length, skippedAtKink, ...compare(tensor, analytic, numeric, smooth) };
  });
  const pass = checks.every((check) => check.maxRelativeError < gradcheckTolerance);
  return { epsilon, loss, tensors: checks, pass, values };
}

/** The numeric derivative of the mean loss by one entry of a tensor; null at a kink. */
function centralDifference(perturbation: Perturbation, network: NetworkSpec, tensor: TensorSpec, epsilon: number) {
  const { difference } = losses[network.output];
  return (entry: number): number | null => {
    const row = tensor.kind === 'weights' ? Math.floor(entry / tensor.columns) : null;
    const parameter = { layer: tensor.layer, row, column: entry % tensor.columns };
    let sum = 0;
    for (const sample of perturbation.samples) {
      for (const sign of [1, -1]) {
        const change = perturbation.logitChange(parameter, sign * epsilon, sample);
        if (!change) return null;
        sum += sign * difference(sample.logits, change, sample.label);
      }
    }
    return sum / perturbation.samples.length / (2 * epsilon);
  };
}

/** The largest errors over `entries`. A gradient that is no finite number counts as infinitely wrong. */
function compare(
  tensor: TensorSpec,
  analytic: Float64Array,
  numeric: Float64Array,
  entries: Uint32Array,
): Pick<TensorCheck, 'maxRelativeError' | 'maxAbsoluteError' | 'worst'> {
  const largest = analytic.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
  const finite = (value: number) => (Number.isFinite(value) ? value : Infinity);
  let maxRelativeError = 0;
  let maxAbsoluteError = 0;
  let worst: WorstEntry | null = null;
  for (const entry of entries) {
    const a = analytic[entry]!;
    const n = numeric[entry]!;
    const absolute = finite(Math.abs(a - n));
    const relative = finite(absolute / Math.max(Math.abs(a), Math.abs(n), 1e-3 * largest, 1e-10));
    maxAbsoluteError = Math.max(maxAbsoluteError, absolute);
    if (worst !== null && relative <= maxRelativeError) continue;
    maxRelativeError = relative;
    worst = { row: Math.floor(entry / tensor.columns), column: entry % tensor.columns, analytic: a, numeric: n };
  }
  return { maxRelativeError, maxAbsoluteError, worst };
}

/** All entries of a tensor, or `count` different ones in ascending order (Floyd's sampling). */
function chooseEntries(length: number, count: number, below: (limit: number) => number): Uint32Array {
  if (length <= count) return Uint32Array.from({ length }, (_, index) => index);
  const chosen = new Set<number>();
  for (let limit = length - count; limit < length; limit++) {
    const entry = below(limit + 1);
    chosen.add(chosen.has(entry) ? limit : entry);
  }
  return Uint32Array.from(chosen).sort();
}
