/** The outcome of a gradient check in words. Pure. */

import type { CheckedTensor, GradientCheck } from '../../../../shared/contract.ts';
import { formatCount, formatDuration, formatLoss, plural } from '../../../../shared/format.ts';
import { precise } from '../numbers/said.ts';

/** `3.2e−9`, `0.024`, `0`, `∞`: two digits. */
export function small(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return precise(value);
  const rounded = Number(value.toPrecision(2));
  return rounded >= 0.01 && rounded < 1000 ? String(rounded) : rounded.toExponential().replaceAll('-', '−').replace('+', ''); // prettier-ignore
}

export function verdictSaid({ pass, tensors, tolerance, broken }: GradientCheck): string {
  if (pass) return broken ? 'Not caught: this mistake stays below the tolerance here.' : `Passed: every relative error is below ${small(tolerance)}.`; // prettier-ignore
  const wrong = tensors.filter(({ passes }) => !passes).map(({ name }) => name);
  return `${broken ? 'Caught' : 'Not passed'}: a relative error is ${small(tolerance)} or more in ${listed(wrong)}.`;
}

/** `784-30-10, 20 images, loss 2.31, ε = 1e−5, 0.4 s` */
export function circumstances({ widths, samples, loss, epsilon, seconds }: GradientCheck): string {
  return [
    widths.map(formatCount).join('-'),
    plural(samples, 'image'),
    `loss ${formatLoss(loss)}`,
    `ε = ${epsilon.toExponential(0).replace('-', '−')}`,
    seconds < 1 ? `${seconds.toFixed(1)} s` : formatDuration(seconds),
  ].join(', ');
}

/** `worst at W1[3, 7]: backpropagation −0.0051, finite difference 0.0023` */
export function worstSaid({ name, worst }: CheckedTensor): string {
  if (!worst) return 'every entry lies at a kink';
  const place = name.startsWith('b') ? `${worst.column}` : `${worst.row}, ${worst.column}`;
  return `worst at ${name}[${place}]: backpropagation ${precise(worst.analytic)}, finite difference ${precise(worst.numeric)}`; // prettier-ignore
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
