/** What an expectation and its outcome are called, alike in the terminal, in the window and in the report. Pure. */

import type { Expectation, Experiment } from '../experiment.ts';
import { formatCount, formatError, formatLoss, missing } from '../format.ts';
import { settingShort, settingValue } from '../names.ts';
import type { Overrides } from '../contract.ts';
import { momentOf } from './expectationValue.ts';
import type { ExpectationResult } from './expectations.ts';

export type Verdict = 'reproduced' | 'not reproduced' | 'not judged';

export const verdictOf = ({ reproduced }: Pick<ExpectationResult, 'reproduced'>): Verdict =>
  reproduced === null ? 'not judged' : reproduced ? 'reproduced' : 'not reproduced';

/** Why there is no verdict. */
export const notJudged = 'not judged, since a setting was changed or not every run has ended';

/** A figure of this metric as people read it: errors as per cent, losses with four digits, steps as counts. */
export function figureFormat(metric: string): (value: number | null) => string {
  if (metric === 'firstStepReached') return (value) => formatCount(value);
  // Of one argument, so that a list can be mapped with it: the number of decimals is no position in a list.
  return metric.endsWith('.error') ? (value) => formatError(value) : (value) => formatLoss(value);
}

/** `training error at the end`, `first step with training error ≤ 0` */
export function figureSaid(
  result: Pick<ExpectationResult, 'metric' | 'at'>,
  { training }: { readonly training: Pick<Experiment['training'], 'until'> },
): string {
  const { metric } = result;
  if (metric === 'firstStepReached') {
    const aim = training.until ? `${splitName(training.until.metric)} ≤ ${training.until.atMost}` : 'the aim';
    return `first step with ${aim}`;
  }
  const moment = momentOf(result);
  const when = moment === 'start' ? 'before training' : moment === 'end' ? 'at the end' : `at step ${formatCount(moment)}`; // prettier-ignore
  return `${splitName(metric.replace(/^(initial|final)\./, ''))} ${when}`;
}

/** `mean of 3 runs`; empty for a single run. */
export function basisSaid({ over, values }: Pick<ExpectationResult, 'over' | 'values'>): string {
  if (over === 'groups') return `means of ${formatCount(values.length)} groups`;
  if (values.length === 1) return '';
  return over === 'mean' ? `mean of ${formatCount(values.length)} runs` : `each of ${formatCount(values.length)} runs`;
}

/** Of an expectation or of its outcome. */
type Bounds = Pick<ExpectationResult, 'metric'> &
  Partial<Pick<Expectation | ExpectationResult, 'min' | 'max' | 'order'>>;

/** `11.50 % to 14.50 %`, `at most 0.1200`, `falling from group to group` */
export function boundsSaid({ metric, min, max, order }: Bounds): string {
  const write = figureFormat(metric);
  if (order) return `${order} from group to group`;
  if (min != null && max != null) return `${write(min)} to ${write(max)}`;
  return max != null ? `at most ${write(max)}` : min != null ? `at least ${write(min)}` : missing;
}

/** Our figure: the mean, the farthest run, or the way from the first group to the last. */
export function measuredSaid({ metric, over, value, values }: ExpectationResult): string {
  const write = figureFormat(metric);
  if (over === 'groups') return values.map(write).join(' → ');
  const farthest = over === 'each' && new Set(values).size > 1 ? ' at the farthest' : '';
  return `${write(value)}${farthest}`;
}

/** Every seed's own figure: `seed 1: 12.81 %`. Empty for a single run, and over groups. */
export function seedsSaid({ metric, values, seeds }: ExpectationResult): string[] {
  const write = figureFormat(metric);
  return seeds.length < 2 ? [] : seeds.map((seed, i) => `seed ${seed}: ${write(values[i] ?? null)}`);
}

/** `lr 0.03 · batch 16` */
export const groupSaid = (overrides: Overrides): string =>
  Object.entries(overrides)
    .map(([path, value]) => `${settingShort(path)} ${settingValue(value)}`)
    .join(' · ');

const splitName = (metric: string): string => metric.replace('train.', 'training.').replace('.', ' ');
