/**
 * What is wrong with an experiment although every field is right by itself. Only what the file alone can tell: whether
 * the sizes fit the images is checked when the data is known.
 */

import type { SplitMetric, SplitName } from '../engine/spec.ts';

/** The fields that can contradict one another. */
export interface Checked {
  readonly dataset: {
    readonly classes?: readonly number[] | undefined;
    readonly validationSize: number;
    readonly randomInputs: boolean;
  };
  readonly network: { readonly output: 'softmax' | 'sigmoid' };
  readonly training: {
    readonly epochs?: number | undefined;
    readonly steps?: number | undefined;
    readonly until?: { readonly metric: SplitMetric } | undefined;
    readonly earlyStopping?: { readonly metric: SplitMetric } | undefined;
    readonly evaluateEvery: { readonly on: readonly SplitName[] };
  };
}

export interface Contradiction {
  readonly path: string[];
  readonly message: string;
}

export function contradictions({ dataset, network, training }: Checked): Contradiction[] {
  const found: Contradiction[] = [];
  if (training.epochs !== undefined && training.steps !== undefined) {
    const message = 'given with training.epochs, expected either epochs or steps, not both';
    found.push({ path: ['training', 'steps'], message });
  }
  if (dataset.classes && new Set(dataset.classes).size !== dataset.classes.length) {
    const message = `given [${dataset.classes.join(', ')}], expected each class once`;
    found.push({ path: ['dataset', 'classes'], message });
  }
  if (network.output === 'sigmoid' && dataset.classes && dataset.classes.length !== 2) {
    const message = `given sigmoid, expected softmax for ${dataset.classes.length} classes (one sigmoid unit tells two apart)`;
    found.push({ path: ['network', 'output'], message });
  }
  return [...found, ...judged('until', training, dataset), ...judged('earlyStopping', training, dataset)];
}

/** A stopping rule is judged at evaluations, so its split has to exist and to be evaluated. */
function judged(
  rule: 'until' | 'earlyStopping',
  training: Checked['training'],
  dataset: Checked['dataset'],
): Contradiction[] {
  const metric = training[rule]?.metric;
  if (!metric) return [];
  const split = metric.slice(0, metric.indexOf('.')) as SplitName;
  const path = ['training', rule, 'metric'];
  if (split === 'validation' && (dataset.validationSize === 0 || dataset.randomInputs))
    return [
      { path, message: `given ${metric}, expected dataset.validationSize above 0 (there is no validation split)` },
    ];
  if (!training.evaluateEvery.on.includes(split))
    return [{ path, message: `given ${metric}, expected "${split}" in training.evaluateEvery.on` }];
  return [];
}
