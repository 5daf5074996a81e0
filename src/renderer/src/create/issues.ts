/** Where a message belongs: beside the field whose path is the longest beginning of the message's path, or at the top. */

import type { SpecIssue } from '../../../shared/contract.ts';
import type { FormState } from './form.ts';
import { axisPaths } from './axes.ts';

/** The paths that have a field of their own, given what the form shows at the moment. */
export function fieldPaths(form: FormState): string[] {
  const groups = ['network.hidden', 'network.init', 'training.optimizer.type', 'training.schedule', 'training.until'];
  const others = ['training.earlyStopping', 'training.evaluateEvery', 'training.epochs', 'training.steps', 'repeats'];
  return [...new Set(['name', 'dataset.path', 'dataset.randomInputs', ...groups, ...others, ...axisPaths(form)])];
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
