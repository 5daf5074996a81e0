/** What the double of the service answers to the Lab: a check of 784-30-10, and verifications of a small network. */

import type { GradientCheck, LabFile } from '../../src/shared/contract.ts';
import { randomProblem } from './problems.ts';
import { studentSolution, type Mistakes } from './student.ts';
import { verifyArrays, type Verification } from '../../src/shared/verify/verify.ts';
import { networkSpec, layers } from './networks.ts';

/** @param wrong names of tensors that do not pass */
export function sampleGradientCheck(
  wrong: readonly string[] = [],
  changes: Partial<GradientCheck> = {},
): GradientCheck {
  const shapes = { W1: [784, 30], b1: [1, 30], W2: [30, 10], b2: [1, 10] } as const;
  return {
    epsilon: 1e-5,
    tolerance: 1e-5,
    loss: 2.345,
    samples: 20,
    widths: [784, 30, 10],
    seconds: 0.4,
    tensors: Object.entries(shapes).map(([name, [rows, columns]]) => {
      const passes = !wrong.includes(name);
      const errors = { maxRelativeError: passes ? 3.2e-9 : 0.5, maxAbsoluteError: passes ? 1e-12 : 0.02 };
      const worst = { row: 0, column: 7, analytic: passes ? 0.02 : 0.04, numeric: 0.02 };
      return { name, rows, columns, passes, checked: 10, skippedAtKink: name === 'W1' ? 3 : 0, ...errors, worst };
    }),
    pass: wrong.length === 0,
    broken: null,
    ...changes,
  };
}

export function sampleVerification(mistakes: Mistakes = {}): Verification {
  const network = networkSpec({ inputs: 4, hidden: layers(['relu', 3]) });
  const problem = randomProblem(network, 6);
  return verifyArrays(problem, studentSolution(problem, mistakes));
}

export const sampleFile = (name: string): LabFile => ({ name, bytes: Uint8Array.of(80, 75) });
