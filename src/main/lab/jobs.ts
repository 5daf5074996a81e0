/** What the Lab's worker thread can be asked, and the answers. Pure: a job in, a result out. */

import { gradcheck, gradcheckTolerance } from '../../engine/gradcheck.ts';
import { layerWidths, tensorTable } from '../../engine/tensors.ts';
import type { GradientCheck, LabFile } from '../../shared/contract.ts';
import { UserError } from '../../shared/errors.ts';
import { breakages } from '../../shared/verify/breakages.ts';
import type { Verification } from '../../shared/verify/verify.ts';
import { encodeBatch, problemOf, type Architecture } from '../export/batch.ts';
import type { GradcheckInput } from './input.ts';
import { verifyFiles } from './verify.ts';

export interface GradientsJob {
  readonly kind: 'gradients';
  readonly input: GradcheckInput;
  readonly epsilon: number;
  /** Null: every one. */
  readonly entries: number | null;
  /** The name of a mistake of `breakages`. */
  readonly breakage: string | null;
}

export interface BatchJob {
  readonly kind: 'batch';
  readonly input: GradcheckInput;
  readonly expected: boolean;
}

export interface VerifyJob {
  readonly kind: 'verify';
  readonly student: LabFile;
  readonly batch: LabFile | null;
  readonly given: Architecture | null;
}

export type LabJob = GradientsJob | BatchJob | VerifyJob;

/** The answer to each kind of job. */
export interface LabAnswers {
  readonly gradients: GradientCheck;
  readonly batch: Uint8Array;
  readonly verify: Verification;
}

/** @throws UserError for what a person can change */
export function runJob(job: LabJob, onProgress: (fraction: number) => void): LabAnswers[LabJob['kind']] {
  if (job.kind === 'gradients') return checkGradients(job, onProgress);
  if (job.kind === 'batch') return encodeBatch(problemOf(job.input), job.expected);
  return verifyFiles(job.student, job.batch, job.given);
}

/** A check on the backpropagation of the reference, or with a mistake made on purpose. */
export function checkGradients(job: GradientsJob, onProgress?: (fraction: number) => void): GradientCheck {
  const { input, epsilon, breakage } = job;
  const started = performance.now();
  const broken = breakage === null ? null : brokenGradients(breakage, input, `gradient check, "${breakage}"`);
  const entries = job.entries ?? Infinity;
  const result = gradcheck({ ...input, epsilon, entries, analytic: broken?.gradients, onProgress });
  const table = tensorTable(input.network);
  return {
    epsilon,
    tolerance: gradcheckTolerance,
    loss: result.loss,
    samples: input.batch.length,
    widths: layerWidths(input.network),
    seconds: (performance.now() - started) / 1000,
    tensors: result.tensors.map((check, i) => {
      const { rows, columns } = table[i]!;
      return { ...check, rows, columns, passes: check.maxRelativeError < gradcheckTolerance };
    }),
    pass: result.pass,
    broken: broken && { name: broken.name, sentence: broken.sentence },
  };
}

/** @throws UserError where there is no such mistake, and where it would change nothing */
export function brokenGradients(name: string, input: GradcheckInput, operation: string) {
  const breakage = breakages.find((each) => each.name === name);
  if (!breakage)
    throw new UserError('invalid-input', `${operation}: no such mistake, expected one of ${breakages.map((each) => each.name).join(', ')}.`); // prettier-ignore
  const gradients = breakage.gradients(problemOf(input));
  if (gradients) return { name, sentence: breakage.sentence, gradients };
  throw new UserError(
    'invalid-input',
    `${operation}: makes no difference to the gradients of this network and batch; choose another mistake.`,
  );
}
