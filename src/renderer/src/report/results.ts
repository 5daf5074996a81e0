/** What the groups ended with: the statistics of every figure, and what sets the groups apart. */

import { formatCount, missing } from '../../../shared/format.ts';
import { differences, headline } from '../compare/outcomes.ts';
import type { GroupOutcome } from '../compare/outcomes.ts';
import type { MetricInfo } from '../compare/metrics.ts';
import { markup } from './markup.ts';
import type { Content, Markup } from './markup.ts';
import { outcomesOf } from './outcomes.ts';
import type { Report } from './report.ts';
import { figure, groupName, noteList, section } from './text.ts';

/** More groups than these are not compared one by one with the first: only the best is. */
const mostCompared = 12;

export function results(report: Report): Markup {
  const { metrics, groups } = report;
  if (metrics.length === 0) return section('Final values', [markup`<p>No run was evaluated yet.</p>`]);
  const blocks = metrics.map((metric) => ({ metric, outcomes: outcomesOf(report, metric) }));
  return section('Final values', [statisticsTable(blocks), statisticsNote(groups), comparison(blocks[0]!)]); // prettier-ignore
}

interface Block {
  readonly metric: MetricInfo;
  readonly outcomes: readonly GroupOutcome[];
}

const statistics = ['n', 'used', 'diverged', 'mean', 'SD', 'SEM', '95 % CI', 'min', 'max'];

/** One table, so that the columns stand below one another whatever the figure. A single group needs no heads between. */
function statisticsTable(blocks: readonly Block[]): Markup {
  const isOne = blocks.every(({ outcomes }) => outcomes.length === 1);
  const head = statistics.map((name) => markup`<th scope="col" class="number">${name}</th>`);
  const bodies = blocks.map(({ metric, outcomes }) => {
    const part = markup`<tr class="part"><th scope="rowgroup" colspan="${statistics.length + 1}">${metric.name}</th></tr>\n`;
    const rows = outcomes.map((one) => groupRow(isOne ? markup`${metric.name}` : groupName(one.group), one, metric));
    return markup`<tbody data-metric="${metric.id}">${isOne ? null : part}${rows}</tbody>\n`;
  });
  return markup`<div class="wide"><table aria-label="Final values of the groups"><thead><tr><th scope="col">${isOne ? 'figure' : 'group'}</th>${head}</tr></thead>${bodies}</table></div>`;
}

function groupRow(
  name: Markup,
  { outcomes, diverged, final }: GroupOutcome,
  { metric: { format } }: MetricInfo,
): Markup {
  const { nUsed, mean, sd, sem, ci95, min, max } = final;
  const interval: Content = ci95 ? [figure(ci95[0], format), ' to ', figure(ci95[1], format)] : missing;
  const lost = diverged > 0 ? markup`<strong class="bad">${diverged}/${outcomes.length}</strong>` : '0';
  const cells: Content[] = [
    formatCount(outcomes.length),
    formatCount(nUsed),
    lost,
    markup`<strong>${figure(mean, format)}</strong>`,
    figure(sd, format),
    figure(sem, format),
    interval,
    figure(min, format),
    figure(max, format),
  ];
  return markup`<tr><th scope="row">${name}</th>${cells.map((cell) => markup`<td class="number">${cell}</td>`)}</tr>\n`;
}

function statisticsNote(groups: Report['groups']): Markup {
  const spread = groups.some(({ runs }) => runs.length > 1)
    ? 'SD is the sample standard deviation over seeds, divided by n − 1; SEM is SD / √n; the interval is the mean’s, by Student’s t with n − 1 degrees of freedom.'
    : `${groups.length > 1 ? 'Every group' : 'This'} is a single run: one run has no spread, and nothing says how much of a difference is chance.`;
  return markup`<p class="caption">Statistics stand on the runs that finished (“used”). ${spread}</p>`;
}

/** The groups against the first, in sentences; with very many the best alone. */
function comparison({ metric, outcomes }: Block): Markup | null {
  const [first] = outcomes;
  if (!first || outcomes.length < 2) return null;
  const all = differences(outcomes, first, metric.compared);
  const best = headline(outcomes, first, metric.compared, all);
  const shown = outcomes.length <= mostCompared ? all : best ? [best] : [];
  const notes = [...new Set(shown.flatMap(({ notes: each }) => each))];
  return shown.length === 0
    ? null
    : markup`<h3>Differences in ${metric.name}</h3>
<ul class="sentences">${shown.map(({ sentence }) => markup`<li>${sentence}</li>`)}</ul>${noteList(notes)}`;
}
