/**
 * One experiment with sweep axes → the runs it stands for: the full grid of the axes, in the order in which they are
 * written (the last one varies fastest), times the repeats. Every combination passes the same schema as the file.
 */

import type { Overrides, SpecIssue } from './contract.ts';
import type { Experiment } from './experiment.ts';
import { show } from './explain.ts';
import { parseExperiment } from './parse.ts';
import { setPath, sweepable, clashes } from './set-path.ts';

/** The most runs of one experiment. */
export const maxRuns = 10_000;

export interface RunPlan {
  /** Position within the experiment, from 0. */
  readonly index: number;
  readonly seed: number;
  /** Swept path → the value of this run, in the order of the axes; empty without a sweep. */
  readonly overrides: Overrides;
  /** The complete experiment of this one run: no sweep, one seed. */
  readonly experiment: Experiment;
}

export type SweepResult =
  | { readonly ok: true; readonly runs: readonly RunPlan[] }
  | { readonly ok: false; readonly issues: readonly SpecIssue[] };

/** Expands the sweep and the repeats. Runs of one combination follow one another, seeds `seed`, `seed` + 1, …. */
export function expandSweep(experiment: Experiment): SweepResult {
  const axes = Object.entries(experiment.sweep);
  const issues = axisIssues(axes, experiment.repeats);
  if (issues.length > 0) return { ok: false, issues };

  const runs: RunPlan[] = [];
  for (const overrides of combinations(axes)) {
    const combination = applyOverrides({ ...experiment, sweep: {} }, overrides);
    if (!combination.ok) return combination;
    for (let repeat = 0; repeat < experiment.repeats; repeat++) {
      const seed = combination.experiment.seed + repeat;
      const one = { ...combination.experiment, seed, repeats: 1 };
      runs.push({ index: runs.length, seed, overrides, experiment: one });
    }
  }
  return { ok: true, runs };
}

/** Everything that can be said about the axes before any combination is built. */
function axisIssues(axes: readonly [string, readonly unknown[]][], repeats: number): SpecIssue[] {
  const issues = axes.flatMap(([path, values]): SpecIssue[] => {
    const problem = sweepable(path) ?? repeated(values);
    return problem === null ? [] : [{ path: `sweep.${path}`, message: problem }];
  });
  for (const [first, second] of clashes(axes.map(([path]) => path)))
    issues.push({ path: `sweep.${second}`, message: `given together with ${first}, expected only one of the two` });
  const count = axes.reduce((product, [, values]) => product * values.length, repeats);
  if (count > maxRuns) {
    const sizes = [...axes.map(([, values]) => values.length), repeats].join(' × ');
    const message = `given ${sizes} = ${count} runs, expected at most ${maxRuns}; leave out values or repeats`;
    issues.push({ path: 'sweep', message });
  }
  return issues;
}

function repeated(values: readonly unknown[]): string | null {
  const seen = new Set<string>();
  for (const value of values) {
    const key = JSON.stringify(value);
    if (seen.has(key)) return `given ${show(value)} twice, expected each value once; use "repeats" for more seeds`;
    seen.add(key);
  }
  return null;
}

function combinations(axes: readonly [string, readonly unknown[]][]): Overrides[] {
  return axes.reduce<Overrides[]>(
    (all, [path, values]) => all.flatMap((overrides) => values.map((value) => ({ ...overrides, [path]: value }))),
    [{}],
  );
}

function applyOverrides(base: unknown, overrides: Overrides): ReturnType<typeof parseExperiment> {
  let input = base;
  // A whole object goes in before a setting inside it, whatever the order of the axes.
  for (const [path, value] of Object.entries(overrides).sort(([a], [b]) => a.length - b.length)) {
    const set = setPath(input, path, value);
    if (!set.ok) return { ok: false, issues: [set.issue] };
    input = set.value;
  }
  const parsed = parseExperiment(input);
  return parsed.ok ? parsed : { ok: false, issues: parsed.issues.map((issue) => during(issue, overrides)) };
}

/** An issue that only a combination has says which one. */
function during(issue: SpecIssue, overrides: Overrides): SpecIssue {
  const settings = Object.entries(overrides).map(([path, value]) => `${path} = ${show(value)}`);
  return settings.length > 0 ? { ...issue, message: `${issue.message} (with ${settings.join(', ')})` } : issue;
}
