/** What the exercise remembers and what it trains: one of the course's two recipes with a step size of one's own. Pure. */

import type { Experiment, ExperimentInput } from '../../../../shared/experiment.ts';
import { z } from '../../../../shared/zod.ts';

export const stateSchema = z.strictObject({
  /** The step sizes of the two runs. */
  steps: z.tuple([z.number().positive(), z.number().positive()]),
  seed: z.int().min(0),
  runs: z.tuple([z.string().nullable(), z.string().nullable()]),
  /** The step sizes that these runs were started with. */
  trained: z.tuple([z.number(), z.number()]),
});
export type CollapseState = z.output<typeof stateSchema>;

export const recipeName = 'cs189-three-nine';
export const initialState: CollapseState = { steps: [0.1, 10], seed: 1, runs: [null, null], trained: [0.1, 10] };

/** The recipe once, without its expectations, which are of another step size. */
export function collapseExperiment(recipe: Experiment, learningRate: number, seed: number): ExperimentInput {
  const { about: _, ...rest } = recipe;
  return {
    ...rest,
    name: `3 against 9, step ${learningRate}`,
    training: { ...recipe.training, optimizer: { ...recipe.training.optimizer, learningRate } },
    seed,
    repeats: 1,
    expects: [],
  };
}
