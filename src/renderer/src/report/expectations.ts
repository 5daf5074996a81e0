/** Published values beside ours, and whether they were reproduced. The judging is done by src/shared/result. */

import { formatCount, formatError, formatLoss, missing, plural } from '../../../shared/format.ts';
import type { SplitMetric } from '../../../engine/spec.ts';
import type { ResultRun } from '../../../shared/result/document.ts';
import { judgeExpectations } from '../../../shared/result/expectations.ts';
import type { ExpectationResult } from '../../../shared/result/expectations.ts';
import type { Experiment } from '../../../shared/experiment.ts';
import { settingShort, settingValue } from '../../../shared/names.ts';
import type { Overrides } from '../../../shared/contract.ts';
import { markup } from './markup.ts';
import type { Content, Markup } from './markup.ts';
import type { Report, ReportRun } from './report.ts';
import { figure, section, table } from './text.ts';

export function expectations(report: Report): Markup {
  const { experiment } = report.summary;
  if (experiment.expects.length === 0) return markup``;
  const results = judgeExpectations(
    experiment.expects,
    report.runs.map((run) => resultRun(run)),
    [],
    (id) => report.byId.get(id)?.series ?? null,
  );
  const rows = results.map((result) => {
    const isHidden = report.test.status === 'hidden' && restsOnTest(result.metric, experiment);
    return [
      metricName(result, experiment),
      [boundsText(result), result.quote ? markup`<br><q>${result.quote}</q>` : null],
      isHidden ? 'not revealed' : ours(result),
      isHidden ? missing : verdict(result.reproduced),
    ];
  });
  const columns = [{ name: 'figure' }, { name: 'expected' }, { name: 'measured here' }, { name: 'reproduced' }];
  return section('Expected values', [table('Expected values', columns, rows)]);
}

function resultRun({ detail, series }: ReportRun): ResultRun {
  return { ...detail, resumedFromStep: null, firstStepReached: firstStepReached(detail.experiment, detail.status, series) }; // prettier-ignore
}

/** The run's record of it does not reach the window: it is the evaluation at which the run met its aim and ended. */
function firstStepReached(
  { training: { until } }: Experiment,
  status: ResultRun['status'],
  { evaluations }: ReportRun['series'],
): number | null {
  if (!until || status !== 'finished') return null;
  const [split, part] = until.metric.split('.') as ['train' | 'validation' | 'test', 'loss' | 'error'];
  const reached = evaluations.find((each) => (each[split]?.[part] ?? Infinity) <= until.atMost);
  return reached?.step ?? null;
}

/** Steps at which a test figure was reached tell of it too. */
function restsOnTest(metric: string, { training }: Experiment): boolean {
  return metric === 'firstStepReached' ? Boolean(training.until?.metric.startsWith('test.')) : /(^|\.)test\./.test(metric); // prettier-ignore
}

function metricName({ metric, at, over, values, overrides }: ExpectationResult, { training }: Experiment): Content {
  const group = overrides ? markup`<br><small>${settingsSaid(overrides)}</small>` : null;
  const basis = values.length === 1 ? '' : over === 'mean' ? `, mean of ${values.length} runs` : `, each of ${values.length} runs`; // prettier-ignore
  if (metric === 'firstStepReached') {
    const aim = training.until ? `${splitName(training.until.metric)} ≤ ${training.until.atMost}` : 'the aim';
    return [`first step with ${aim}${basis}`, group];
  }
  const [, moment, name] = /^(?:(initial|final)\.)?(.*)$/.exec(metric) ?? [];
  const when = moment === 'initial' || (!moment && at === 'start') ? 'before training' : moment || at === 'end' ? 'at the end' : `at step ${formatCount(Number(at))}`; // prettier-ignore
  return [`${splitName(name ?? metric)} ${when}${basis}`, group];
}

const settingsSaid = (overrides: Overrides): string =>
  Object.entries(overrides)
    .map(([path, value]) => `${settingShort(path)} ${settingValue(value)}`)
    .join(' · ');

const splitName = (metric: SplitMetric | string): string => metric.replace('train.', 'training.').replace('.', ' ');

function formatOf(metric: string): (value: number) => string {
  if (metric === 'firstStepReached') return formatCount;
  return metric.endsWith('.error') ? formatError : formatLoss;
}

function boundsText({ metric, min, max }: ExpectationResult): string {
  const write = formatOf(metric);
  if (min !== null && max !== null) return `${write(min)} to ${write(max)}`;
  return max !== null ? `at most ${write(max)}` : min !== null ? `at least ${write(min)}` : missing;
}

function ours({ metric, over, value, values }: ExpectationResult): Content {
  const write = formatOf(metric);
  const without = values.filter((one) => one === null).length;
  const lacking = without > 0 ? ` (${plural(without, 'run')} without a value)` : '';
  return [figure(value, write), over === 'each' && values.length > 1 ? ' the farthest' : '', lacking];
}

const verdict = (reproduced: boolean | null): Markup =>
  reproduced === null
    ? markup`not judged: not every run has ended`
    : reproduced
      ? markup`<strong class="good">yes</strong>`
      : markup`<strong class="bad">no</strong>`;
