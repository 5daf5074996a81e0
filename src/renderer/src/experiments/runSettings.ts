/** The settings of a run as its row knows them: the experiment's own, but for what the run overrides. Pure. */

import type { ExperimentSummary, RunSummary } from '../../../shared/contract.ts';
import type { Experiment } from '../../../shared/experiment.ts';
import { valueAt } from '../../../shared/explain.ts';

/** Every setting of the run, path to value; what it overrides comes first and wins. */
export function settingsOf(experiment: ExperimentSummary, run: RunSummary): [string, unknown][] {
  const overridden = Object.entries(run.overrides);
  const paths = new Set(overridden.map(([path]) => path));
  return [...overridden, ...commonSettings(experiment).filter(([path]) => !paths.has(path))];
}

/** Of each pair a run has one: overriding it takes the other away. */
const other: Readonly<Record<string, string>> = {
  'training.epochs': 'training.steps',
  'training.steps': 'training.epochs',
};

/** One setting of a run by its path; undefined where the run has no such setting. */
export function settingAt(experiment: ExperimentSummary, run: RunSummary, path: string): unknown {
  if (path === 'seed') return run.seed;
  if (path in run.overrides) return run.overrides[path];
  if ((other[path] ?? '') in run.overrides) return undefined;
  // Where a whole object was swept, the setting is part of it.
  const around = Object.keys(run.overrides).find((one) => path.startsWith(`${one}.`));
  return around === undefined
    ? valueAt(experiment.experiment, path.split('.'))
    : valueAt(run.overrides[around], path.slice(around.length + 1).split('.'));
}

/** The settings in which runs differ, by path, in the order of the experiment file: what a column is worth. */
export function differingPaths(experiments: readonly ExperimentSummary[]): string[] {
  const values = new Map<string, Set<string>>();
  const note = (path: string, value: unknown): void => {
    const seen = values.get(path) ?? new Set();
    values.set(path, seen.add(JSON.stringify(value) ?? ''));
  };
  for (const experiment of experiments) {
    const swept = Object.entries(experiment.experiment.sweep);
    for (const [path, value] of commonSettings(experiment)) if (!swept.some(([one]) => one === path)) note(path, value);
    for (const [path, axis] of swept) for (const value of axis) note(path, value);
  }
  return [...values].filter(([path, seen]) => isTelling(path) && seen.size > 1).map(([path]) => path);
}

/** How often a run was measured, and where its files lie, say nothing about how it was trained. */
const isTelling = (path: string): boolean =>
  path !== 'seed' && path !== 'dataset.path' && !path.startsWith('training.evaluateEvery.');

/** An experiment's settings never change, so that a search over a thousand runs takes them apart but once for each. */
const takenApart = new WeakMap<Experiment, [string, unknown][]>();

function commonSettings({ experiment }: ExperimentSummary): [string, unknown][] {
  const { dataset, network, training } = experiment;
  const settings = takenApart.get(experiment) ?? flatten({ dataset, network, training }, '');
  takenApart.set(experiment, settings);
  return settings;
}

function flatten(value: object, prefix: string): [string, unknown][] {
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    const path = prefix ? `${prefix}.${key}` : key;
    if (typeof inner === 'object' && inner !== null && !Array.isArray(inner)) return flatten(inner, path);
    if (Array.isArray(inner) && inner.some((one) => typeof one === 'object')) return flatten(inner, path);
    return [[path, inner] as [string, unknown]];
  });
}
