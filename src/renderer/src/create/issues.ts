/** Where a message belongs: beside the field whose path is the longest beginning of the message's path, or at the top. */

import type { SpecIssue } from '../../../shared/contract.ts';
import type { FormState } from './form.ts';
import { optimizerFields } from './form.ts';

/** The paths that have a field of their own, given what the form shows at the moment. */
export function fieldPaths({ network, training }: FormState): string[] {
  return [
    'name',
    ...['source', 'path', 'scaling', 'classes', 'trainSize', 'validationSize', 'testSize', 'seed', 'randomInputs'].map(
      (field) => `dataset.${field}`,
    ),
    'network.hidden',
    ...network.hidden.flatMap((_, i) => [`network.hidden.${i}.units`, `network.hidden.${i}.activation`]),
    'network.output',
    'network.init',
    'training.optimizer.type',
    'training.optimizer.learningRate',
    ...optimizerFields[training.optimizer.type].map((field) => `training.optimizer.${field}`),
    'training.schedule',
    'training.batchSize',
    'training.epochs',
    'training.steps',
    'training.until',
    'training.earlyStopping',
    'training.shuffle',
    'training.evaluateEvery',
    'seed',
    'repeats',
  ];
}

export interface PlacedIssues {
  /** Messages by field path. */
  readonly byField: ReadonlyMap<string, readonly string[]>;
  /** What belongs to no field, with its path. */
  readonly others: readonly SpecIssue[];
}

/** `sweep.a.b` belongs to the field of `a.b`. */
export function placeIssues(issues: readonly SpecIssue[], fields: readonly string[]): PlacedIssues {
  const byField = new Map<string, string[]>();
  const others: SpecIssue[] = [];
  for (const issue of issues) {
    const path = issue.path.replace(/^sweep\./, '');
    const [field] = fields
      .filter((each) => path === each || path.startsWith(`${each}.`))
      .sort((a, b) => b.length - a.length);
    if (field === undefined) others.push(issue);
    else byField.set(field, [...(byField.get(field) ?? []), issue.message]);
  }
  return { byField, others };
}
