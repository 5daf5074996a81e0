/** The outcome of a verification in words. Pure. */

import { plural } from '../../../../shared/format.ts';
import type { CurveVerdict } from '../../../../shared/verify/curve.ts';
import type { Cause } from '../../../../shared/verify/diagnose.ts';
import type { TensorVerdict, Verification } from '../../../../shared/verify/verify.ts';
import { small } from '../gradients/said.ts';
import { precise } from '../numbers/said.ts';

export const shapeSaid = (shape: readonly number[]): string =>
  shape.length === 0 ? 'single number' : shape.join(' × ');

export function verdictSaid({ first, tensors }: Verification): string {
  if (first === null) return tensors.length === 1 ? `${tensors[0]!.name} is right.` : 'Every tensor given is right.';
  const others = tensors.filter(({ agrees, name }) => !agrees && name !== first).length;
  return `${first} is the first that is wrong${others > 0 ? `; ${plural(others, 'tensor')} behind it may be wrong only because of it` : ''}.`; // prettier-ignore
}

/** `furthest at dW1[3, 7]: given 0.2, expected 0.02`, or what is wrong with the shape. */
export function differenceSaid({ name, shape, expectedShape, distance }: TensorVerdict): string {
  if (!distance) return `given ${shapeSaid(shape)}, expected ${shapeSaid(expectedShape)}`;
  const { index, given, expected } = distance.worst;
  const place = index.length > 0 ? `${name}[${index.join(', ')}]` : name;
  const turned = shape.join() === expectedShape.join() ? '' : `; shape ${shapeSaid(shape)}, expected ${shapeSaid(expectedShape)}`; // prettier-ignore
  return `furthest at ${place}: given ${precise(given)}, expected ${precise(expected)}${turned}`;
}

export const causeSaid = (cause: Cause | null): string =>
  cause ? `Probably: ${cause.sentence}` : 'None of the common mistakes yields these values.';

export function curveVerdictSaid({ first, compared }: CurveVerdict): string {
  if (!first) return `The curve agrees within 1 % at ${plural(compared, 'step')}.`;
  return `Step ${first.step} is the first that differs: given ${precise(first.given, 5)}, expected ${precise(first.expected, 5)}.`; // prettier-ignore
}

export function curveDifferences({ compared, meanAbsoluteError, maxAbsoluteError, worst }: CurveVerdict): string {
  const [mean, most] = [meanAbsoluteError ?? NaN, maxAbsoluteError ?? NaN].map(small);
  return `${plural(compared, 'step')} compared, mean difference ${mean}, largest ${most} at step ${worst?.step}`;
}

/** Said where nothing known explains a curve that differs. */
export const curveAdvice =
  'Curves can agree step by step only with the same weights, the same batches in the same order and the same settings.';
