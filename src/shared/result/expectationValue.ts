/** What an expectation speaks of: the moment, the figure of a run at that moment, and the settings it rests on. */

import type { SplitName } from '../../engine/spec.ts';
import type { RunSeries } from '../contract.ts';
import type { Expectation, Experiment } from '../experiment.ts';
import type { ResultRun } from './document.ts';
import { finiteOrNull } from './scores.ts';

/** The series of a run, where there is one. */
export type SeriesOf = (runId: string) => RunSeries | null;

/** True when an expectation needs evaluations between start and end. */
export const needsSeries = ({ at }: Pick<Expectation, 'at'>): boolean => typeof at === 'number';

/** `initial.train.loss` and `final.…` name the moment themselves. */
export function momentOf({ metric, at }: Pick<Expectation, 'metric' | 'at'>): Expectation['at'] {
  if (metric.startsWith('initial.')) return 'start';
  return metric.startsWith('final.') ? 'end' : at;
}

/** The figure of one run; null where it has none. */
export function valueOf(expectation: Expectation, run: ResultRun, series: SeriesOf): number | null {
  const { metric } = expectation;
  if (metric === 'firstStepReached') return run.firstStepReached;
  const [split, figure] = metric.split('.').slice(-2) as [SplitName, 'loss' | 'error'];
  const moment = momentOf(expectation);
  if (moment === 'start') return finiteOrNull(run.initial?.[split]?.[figure]);
  if (moment === 'end') return finiteOrNull(run.final?.[split]?.[figure]);
  const evaluation = series(run.id)?.evaluations.find((each) => each.step === moment);
  return finiteOrNull(evaluation?.[split]?.[figure]);
}

/**
 * Whether an expectation rests on a setting: where the files lie and how many seeds are run change nothing, the value
 * before training does not depend on the training, and the one at its end not on when else is measured.
 */
export function restsOn({ metric, at }: Pick<Expectation, 'metric' | 'at'>, path: string): boolean {
  const [section] = path.replace(/^sweep\./, '').split('.');
  if (path === 'dataset.path') return false;
  if (section === 'dataset' || section === 'network') return true;
  if (section !== 'training' || momentOf({ metric, at }) === 'start') return false;
  const schedule = path.startsWith('training.evaluateEvery') && metric !== 'firstStepReached';
  return !schedule || typeof at === 'number';
}

/** Whether it tells of the test images; steps at which a test figure was reached do too. */
export function tellsOfTest({ metric }: Pick<Expectation, 'metric'>, { training }: Experiment): boolean {
  const judged = metric === 'firstStepReached' ? training.until?.metric : metric;
  return /(^|\.)test\./.test(judged ?? '');
}
