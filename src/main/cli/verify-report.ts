/** What `verify` prints for people: every tensor, the first that is wrong, and what probably went wrong. */

import type { Cause } from '../../shared/verify/diagnose.ts';
import type { CurveVerdict } from '../../shared/verify/curve.ts';
import type { TensorVerdict, Verification } from '../../shared/verify/verify.ts';
import { plural } from '../../shared/format.ts';
import { textTable } from './table.ts';

const short = (value: number): string => (Number.isFinite(value) ? value.toExponential(2) : 'not finite');
const full = (value: number): string => String(Number(value.toPrecision(9)));
const shapeText = (shape: readonly number[]): string => `(${shape.join(', ')})`;

export function verifyReport({ samples, precision, tensors, first, cause, missing }: Verification): string {
  const table = textTable(
    ['tensor', 'shape', 'max relative error', 'max absolute error', 'verdict'],
    tensors.map((tensor) => [
      tensor.name,
      shapeText(tensor.shape),
      tensor.distance && short(tensor.distance.maxRelativeError),
      tensor.distance && short(tensor.distance.maxAbsoluteError),
      tensor.agrees ? 'right' : tensor.name === first ? 'wrong, the first' : 'differs',
    ]),
  );
  const wrong = tensors.find(({ name }) => name === first);
  const unchecked = missing.length > 0 ? `not given: ${missing.join(', ')}\n` : '';
  const verdict = wrong ? wrongText(wrong, cause) : 'passed: every tensor given is right\n';
  return `${plural(samples, 'sample')}, computed in ${precision}\n\n${table}${unchecked}\n${verdict}`;
}

function wrongText({ name, shape, expectedShape, distance }: TensorVerdict, cause: Cause | null): string {
  const given = `given ${distance && full(distance.worst.given)}, expected ${distance && full(distance.worst.expected)}`;
  const index = distance && distance.worst.index.length > 0 ? `[${distance.worst.index.join(', ')}]` : '';
  const where = distance
    ? `furthest at ${name}${index}: ${given}`
    : `given the shape ${shapeText(shape)}, expected ${shapeText(expectedShape)}`;
  return `not passed: ${name} is the first that is wrong, ${where}\n${causeText(cause)}`;
}

const causeText = (cause: Cause | null): string =>
  cause ? `probably: ${cause.sentence}\n` : 'probably: none of the common mistakes yields these values.\n';

export function curveReport({
  compared,
  first,
  worst,
  maxAbsoluteError,
  meanAbsoluteError,
  cause,
}: CurveVerdict): string {
  const differences = `mean difference ${short(meanAbsoluteError ?? NaN)}, largest ${short(maxAbsoluteError ?? NaN)} at step ${worst?.step}`; // prettier-ignore
  const head = `${plural(compared, 'step')} compared, ${differences}\n`;
  if (!first) return `${head}passed: the curve agrees within 1 % at every step\n`;
  const advice =
    'Curves can agree step by step only with the same weights, the same batches in the same order and the same settings.';
  return `${head}not passed: step ${first.step} is the first that differs, given ${full(first.given)}, expected ${full(first.expected)}\nprobably: ${cause?.sentence ?? advice}\n`; // prettier-ignore
}

/** JSON knows no infinity and no NaN: null stands for both. */
export const withoutInfinity = (_: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isFinite(value) ? null : value;
