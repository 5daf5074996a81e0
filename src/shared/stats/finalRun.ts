/**
 * The one run that the test set is for: chosen settings, full training data, no sweep, no held-out images, and the
 * canonical test set evaluated before and after training only.
 */

import type { Overrides } from '../contract.ts';
import type { Experiment, ExperimentInput, TrainingChoice } from '../experiment.ts';
import { runExperiment } from './settings.ts';

/** What the final run sets otherwise than the sweep, besides the chosen settings. */
export interface SettingChange {
  readonly path: string;
  readonly from: unknown;
  /** Undefined where the setting is left out. */
  readonly to: unknown;
  readonly why: string;
}

export interface FinalRun {
  readonly experiment: ExperimentInput;
  readonly changes: readonly SettingChange[];
}

/**
 * @param experiment the sweep, complete
 * @param overrides the chosen configuration
 * @param epochs how many epochs its finished runs did, at least one; where they were stopped by a split that the final
 *   run does not have or must not look at, their median becomes its length
 */
export function finalRun(experiment: Experiment, overrides: Overrides, epochs: readonly number[]): FinalRun {
  const { dataset, network, training, seed, name } = runExperiment(experiment, overrides);
  const { trainSize, validationSize, ...data } = dataset;
  const on = training.evaluateEvery.on;
  const stopping = withoutForeignRules(training, epochs);
  return {
    experiment: {
      version: 1,
      name: `${name.slice(0, 190)}-final`,
      dataset: { ...data, validationSize: 0 },
      network,
      training: { ...stopping.training, evaluateEvery: { ...training.evaluateEvery, on: ['train'] } },
      seed,
    },
    changes: [
      change('dataset.validationSize', validationSize, 0, 'the choice is made: all training images train'),
      change('dataset.trainSize', trainSize, undefined, 'the choice is made: all training images train'),
      ...stopping.changes,
      change('training.evaluateEvery.on', on, ['train'], 'the test set is looked at before and after training only'),
    ].filter(({ from, to }) => JSON.stringify(from) !== JSON.stringify(to)),
  };
}

const change = (path: string, from: unknown, to: unknown, why: string): SettingChange => ({ path, from, to, why });

/** Rules that stop by validation or test figures are replaced by the length to which they led. */
function withoutForeignRules(
  training: TrainingChoice,
  epochs: readonly number[],
): { training: ExperimentInput['training']; changes: SettingChange[] } {
  const foreign = (['until', 'earlyStopping'] as const).filter((rule) => training[rule] && !training[rule].metric.startsWith('train.')); // prettier-ignore
  if (foreign.length === 0) return { training, changes: [] };
  const length = Math.max(1, Math.ceil(medianOf(epochs)));
  const { epochs: before, steps: _, ...rest } = { epochs: undefined, steps: undefined, ...training };
  return {
    training: { ...rest, ...Object.fromEntries(foreign.map((rule) => [rule, undefined])), epochs: length },
    changes: [
      ...foreign.map((rule) =>
        change(`training.${rule}`, training[rule], undefined, 'no other split may stop the final run'),
      ),
      change('training.epochs', before, length, 'the median length of the chosen runs'),
    ],
  };
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : ((sorted[half - 1] ?? 1) + (sorted[half] ?? 1)) / 2;
}
