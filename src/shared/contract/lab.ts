/**
 * The part of the contract behind the Lab: gradients against finite differences, batches for students' own programs, and
 * what those programs computed against what is right. Each call is worked on in a worker thread of its own.
 *
 * Calls with a `lane` replace one another, as those of `analysis.ts` do.
 */

import type { TensorCheck } from '../../engine/gradcheck.ts';
import type { ExperimentInput } from '../experiment.ts';
import type { Cause } from '../verify/diagnose.ts';
import type { CurveVerdict } from '../verify/curve.ts';
import type { Verification } from '../verify/verify.ts';
import { z } from '../zod.ts';

/** A network with weights, and the training images it is given. */
export type NetworkSource =
  /** With the weights it starts from, by its seed. A sweep is left out. */
  | { readonly kind: 'experiment'; readonly experiment: ExperimentInput }
  /** With those it starts from as well, or with the latest. */
  | { readonly kind: 'run'; readonly id: string; readonly weights: 'initial' | 'latest' };

/** A file as a person chose it. */
export interface LabFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The most bytes of a file in one call. */
export const mostFileBytes = 48 * 2 ** 20;

/** The most images of a batch. */
export const mostSamples = 2000;

export interface CheckedTensor extends TensorCheck {
  readonly rows: number;
  readonly columns: number;
  readonly passes: boolean;
}

export interface GradientCheck {
  readonly epsilon: number;
  /** A relative error from here on does not pass. */
  readonly tolerance: number;
  /** Mean loss of the batch in nats. */
  readonly loss: number;
  readonly samples: number;
  /** Inputs first, logits last. */
  readonly widths: readonly number[];
  readonly seconds: number;
  /** In the order of the layers. */
  readonly tensors: readonly CheckedTensor[];
  readonly pass: boolean;
  /** The mistake that was made on purpose; null without one. */
  readonly broken: Cause | null;
}

/** A curve and what it should be, at every step that both have. */
export interface CurveCheck {
  readonly verdict: CurveVerdict;
  readonly step: Float64Array; // (points)
  readonly given: Float64Array; // (points)
  readonly expected: Float64Array; // (points)
}

/** How far the newest check of a lane has come. */
export interface LabProgress {
  readonly lane: string;
  /** 0..1 */
  readonly fraction: number;
}

export interface LabApi {
  checkGradients(input: {
    lane: string;
    source: NetworkSource;
    /** An NPZ with `X` and `y`, with `W1`, `b1`, …, or both, that take the place of the source's. */
    file?: LabFile | undefined;
    /** Of the training images the first. @default the batch size, 100 at most */
    samples?: number | undefined;
    epsilon: number;
    /** Entries of each tensor checked at most, chosen at random by a fixed seed. Null: every one. */
    entries: number | null;
    /** The name of a mistake of `breakages` to make on purpose. */
    breakage?: string | undefined;
  }): Promise<GradientCheck>;
  /** An NPZ with `X`, `y`, `W1`, … for a student's program; with the right values where `expected`. */
  makeBatch(input: { source: NetworkSource; samples?: number | undefined; expected: boolean }): Promise<LabFile>;
  /**
   * A student's tensors against the right ones, as `verify` of the command line does it.
   * @param batch where the student's file holds their values alone
   * @param source tells the activations where no file does
   */
  verifyArrays(input: {
    lane: string;
    student: LabFile;
    batch?: LabFile | undefined;
    source?: NetworkSource | undefined;
  }): Promise<Verification>;
  /** A student's loss curve, as CSV, against the one of a run. */
  verifyCurve(input: { id: string; file: LabFile }): Promise<CurveCheck>;
  /** Ends the call of a lane, which then rejects with `cancelled`; nothing happens where there is none. */
  cancelCheck(input: { lane: string }): Promise<void>;
}

const lane = z.string().min(1).max(100);
const id = z.string().min(1).max(100);
const samples = z.int().min(1).max(mostSamples).optional();
const file = z.strictObject({
  name: z.string().min(1).max(1024),
  bytes: z
    .instanceof(Uint8Array)
    .refine(({ length }) => length <= mostFileBytes, 'a file of at most 48 MiB expected; use "verify" of the command line for larger ones'), // prettier-ignore
});
const source = z.union([
  // The experiment's own schema is applied by the service, which answers with every issue and its field.
  z.strictObject({
    kind: z.literal('experiment'),
    experiment: z.custom<ExperimentInput>((value) => typeof value === 'object' && value !== null),
  }),
  z.strictObject({ kind: z.literal('run'), id, weights: z.enum(['initial', 'latest']) }),
]);

export const labSchemas = {
  checkGradients: z.strictObject({
    lane,
    source,
    file: file.optional(),
    samples,
    epsilon: z.number().min(1e-9).max(0.1),
    entries: z.int().min(1).max(1_000_000).nullable(),
    breakage: z.string().max(100).optional(),
  }),
  makeBatch: z.strictObject({ source, samples, expected: z.boolean() }),
  verifyArrays: z.strictObject({ lane, student: file, batch: file.optional(), source: source.optional() }),
  verifyCurve: z.strictObject({ id, file }),
  cancelCheck: z.strictObject({ lane }),
} satisfies { [Name in keyof LabApi]: z.ZodType<Parameters<LabApi[Name]>[0]> };
