/** `--weights-in`: the arrays of a file as the tensors that every run of an experiment starts from. */

import type { Tensors } from '../../engine/protocol.ts';
import type { NetworkSpec } from '../../engine/spec.ts';
import { UserError } from '../../shared/errors.ts';
import type { NamedArrays } from '../export/npz.ts';
import { weightsFrom } from '../export/weights.ts';
import { engineSpecs } from '../runs/specs.ts';
import type { PlannedRun } from './plan.ts';

/** @throws UserError where the arrays do not fit every run's network */
export function float32Weights(arrays: NamedArrays, runs: readonly PlannedRun[]): Tensors {
  const networks = runs.map((run): NetworkSpec => engineSpecs(run.experiment, run.prepared.use).network);
  const shapes = new Set(runs.map((run) => run.widths.join('-')));
  if (shapes.size > 1)
    throw new UserError(
      'invalid-input',
      `--weights-in: the runs have networks of different shapes (${[...shapes].join(', ')}); one file fits one shape.`,
    );
  const tensors = weightsFrom(arrays, networks[0]!, '--weights-in');
  return new Map([...tensors].map(([name, values]) => [name, Float32Array.from(values)]));
}
