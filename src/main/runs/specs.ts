/** From the experiment a person wrote to what the engine takes, once the data's shape is known. */

import type { NetworkSpec, TrainingSpec } from '../../engine/spec.ts';
import type { Experiment } from '../../shared/experiment.ts';

export function engineSpecs(
  experiment: Experiment,
  shape: { readonly inputs: number; readonly classes: number },
): { network: NetworkSpec; training: TrainingSpec } {
  const { hidden, output, init } = experiment.network;
  const { evaluateEvery, until, earlyStopping, optimizer, schedule, batchSize, shuffle, ...length } =
    experiment.training;
  const { on, ...every } = evaluateEvery;
  return {
    network: { ...shape, hidden, output, init },
    training: { optimizer, schedule, batchSize, shuffle, length, until, earlyStopping, evaluateEvery: { every, on } },
  };
}
