/** The sweep that is proposed where there is nothing to compare: it needs no file, and its groups differ visibly. */

import { experimentSchema } from '../../../shared/experiment.ts';
import type { Experiment } from '../../../shared/experiment.ts';
import { blankExperiment } from '../create/initial.ts';

export const firstSweep = (): Experiment =>
  experimentSchema.parse({
    ...blankExperiment(),
    name: 'Four learning rates',
    sweep: { 'training.optimizer.learningRate': [0.01, 0.03, 0.1, 0.3] },
    repeats: 3,
  });
