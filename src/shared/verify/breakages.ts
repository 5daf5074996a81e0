/** Gradients broken on purpose, by the same table that finds a student's mistakes: to see a check catch them. */

import { tensorTable } from '../../engine/tensors.ts';
import { agrees, largest } from './compare.ts';
import { flawedSteps, type Cause } from './diagnose.ts';
import { flaws } from './flaws.ts';
import { runPass, type Problem } from './pass.ts';

export interface Breakage extends Cause {
  /**
   * The gradients of every tensor (`W1`, `b1`, …) as a program with this mistake computes them, row-major.
   * @returns null where the mistake makes no difference to this network, as a missing mask without hidden layers
   */
  gradients(problem: Problem): ReadonlyMap<string, Float64Array> | null;
}

const backward = ['outputDelta', 'weightGradient', 'biasGradient', 'propagate', 'mask'] as const;

/** Flaws of the backward pass, in the order of the table. */
export const breakages: readonly Breakage[] = flaws.flatMap(({ name, sentence, variants: [variant] }) =>
  variant && backward.some((step) => step in variant)
    ? [{ name, sentence, gradients: (problem: Problem) => gradientsWith(variant, problem) }]
    : [],
);

function gradientsWith(
  variant: Parameters<typeof flawedSteps>[0],
  problem: Problem,
): ReadonlyMap<string, Float64Array> | null {
  const right = runPass(problem);
  const broken = runPass(problem, flawedSteps(variant, 'everywhere'));
  const names = tensorTable(problem.network).map(({ name }) => name);
  const same = (name: string) => {
    const { values } = right.get(`d${name}`)!;
    return agrees(broken.get(`d${name}`)!.values, values, 1e-9 * largest(values));
  };
  if (names.every(same)) return null;
  return new Map(names.map((name) => [name, broken.get(`d${name}`)!.values]));
}
