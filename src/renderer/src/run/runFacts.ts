/** The tables beside a run's charts: scores, settings, provenance. Pure; every value is already written for people. */

import type { Evaluation, SplitName } from '../../../engine/spec.ts';
import type { RunDetail, Scores } from '../../../shared/contract.ts';
import { formatCount, formatDuration, formatError, formatLoss, formatRate, missing } from '../../../shared/format.ts';
import { choiceName, settingName, settingValue } from '../../../shared/names.ts';
import { applyOverrides } from '../../../shared/override.ts';
import { parseExperiment } from '../../../shared/parse.ts';
import type { Experiment } from '../../../shared/experiment.ts';

export interface Fact {
  readonly name: string;
  readonly value: string;
  /** In full, where the value shown is shortened. */
  readonly title?: string;
}

export interface ScoreRow {
  readonly split: SplitName;
  /** `loss, error` at the start and now; a dash while not known. */
  readonly initial: { readonly loss: string; readonly error: string };
  readonly latest: { readonly loss: string; readonly error: string };
  readonly isHidden: boolean;
}

/** One row a split that the run has. What is hidden carries no figure, so that none can slip out. */
export function scoreRows(run: RunDetail, evaluations: readonly Evaluation[], testIsHidden: boolean): ScoreRow[] {
  const splits = (['train', 'validation', 'test'] as const).filter((split) => run.dataset[split] > 0);
  return splits.map((split) => {
    const isHidden = testIsHidden && split === 'test';
    const first = run.initial?.[split] ?? evaluations.find((evaluation) => evaluation[split])?.[split];
    const last = run.final?.[split] ?? evaluations.findLast((evaluation) => evaluation[split])?.[split];
    return { split, isHidden, initial: written(isHidden ? null : first), latest: written(isHidden ? null : last) };
  });
}

/** Where the loss is not finite the classes were not computed either, whatever error was counted. */
const written = (score: Scores[SplitName] | undefined): { loss: string; error: string } => ({
  loss: formatLoss(score?.loss),
  error: Number.isFinite(score?.loss) ? formatError(score?.error) : missing,
});

/** The experiment as this run has it: swept settings replaced by the run's own. */
export function ownExperiment({ experiment, overrides }: Pick<RunDetail, 'experiment' | 'overrides'>): Experiment {
  const { sweep: _, ...single } = experiment;
  const own = applyOverrides(single, Object.entries(overrides).map(([path, value]) => ({ path, value }))); // prettier-ignore
  const parsed = own.ok ? parseExperiment(own.value) : own;
  return parsed.ok && 'experiment' in parsed ? parsed.experiment : experiment;
}

export function settingFacts(run: RunDetail): Fact[] {
  const { network, training, dataset } = ownExperiment(run);
  const { type, learningRate, ...ofOptimizer } = training.optimizer;
  const { type: schedule, ...ofSchedule } = training.schedule;
  const { scheme, ...ofInit } = network.init;
  const facts: Fact[] = [
    { name: 'network', value: run.architecture },
    {
      name: 'activation',
      value: [...new Set(network.hidden.map((layer) => choiceName(layer.activation)))].join(', ') || 'none',
    },
    { name: 'output', value: choiceName(network.output) },
    { name: 'initial weights', value: joined(scheme, ofInit) },
    { name: 'optimiser', value: joined(type, nonZero(ofOptimizer)) },
    { name: 'learning rate', value: String(learningRate) },
    { name: 'schedule', value: joined(schedule, ofSchedule) },
    { name: 'batch size', value: settingValue(training.batchSize) },
    'steps' in training
      ? { name: 'steps', value: formatCount(training.steps) }
      : { name: 'epochs', value: formatCount(training.epochs) },
    { name: 'order', value: choiceName(training.shuffle) },
    { name: 'scaling', value: choiceName(dataset.scaling) },
  ];
  if (training.until) facts.push({ name: 'until', value: `${training.until.metric} ≤ ${training.until.atMost}` });
  if (training.earlyStopping)
    facts.push({ name: 'stops early', value: `${training.earlyStopping.metric}, patience ${training.earlyStopping.patience}` }); // prettier-ignore
  if (dataset.classes) facts.push({ name: 'classes', value: dataset.classes.join(', ') });
  return facts;
}

/** What it takes to get the same weights again. */
export function provenanceFacts(run: RunDetail): Fact[] {
  const { dataset } = run;
  const sizes = [dataset.train, dataset.validation, dataset.test].map((size) => (size > 0 ? formatCount(size) : missing)); // prettier-ignore
  return [
    { name: 'dataset', value: dataset.name },
    { name: 'images', value: sizes.join(' · '), title: 'training · validation · test' },
    { name: 'SHA-256', value: `${dataset.sha256.slice(0, 12)}…`, title: dataset.sha256 },
    { name: 'seed', value: String(run.seed) },
    { name: 'parameters', value: formatCount(run.parameters) },
    { name: 'engine', value: run.engineVersion },
    { name: 'kernels', value: run.kernels ?? missing },
    { name: 'duration', value: run.seconds > 0 ? formatDuration(run.seconds) : missing },
    { name: 'samples/s', value: formatRate(run.samplesPerSecond) },
  ];
}

function joined(first: string, rest: object): string {
  const parts = Object.entries(rest).map(([key, value]) => `${settingName(key)} ${settingValue(value)}`);
  return [choiceName(first), ...parts].join(', ');
}

const nonZero = (settings: object): object =>
  Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== 0));
