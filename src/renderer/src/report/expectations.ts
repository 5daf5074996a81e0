/** Published values beside ours, and whether they were reproduced. The judging is done by src/shared/result. */

import { missing, plural } from '../../../shared/format.ts';
import type { ResultRun } from '../../../shared/result/document.ts';
import { basisSaid, boundsSaid, figureFormat, figureSaid, groupSaid, notJudged, seedsSaid } from '../../../shared/result/expectationText.ts'; // prettier-ignore
import { tellsOfTest } from '../../../shared/result/expectationValue.ts';
import { judgeExpectations } from '../../../shared/result/expectations.ts';
import type { ExpectationResult } from '../../../shared/result/expectations.ts';
import type { Experiment } from '../../../shared/experiment.ts';
import { markup } from './markup.ts';
import type { Content, Markup } from './markup.ts';
import type { Report, ReportRun } from './report.ts';
import { figure, noteList, section, table } from './text.ts';

export function expectations(report: Report): Markup {
  const { experiment } = report.summary;
  if (experiment.expects.length === 0) return markup``;
  const results = judgeExpectations(
    experiment.expects,
    report.runs.map((run) => resultRun(run)),
    report.changed,
    (id) => report.byId.get(id)?.series ?? null,
  );
  const hasPublished = results.some(({ published }) => published !== null);
  const rows = results.map((result) => {
    const isHidden = report.test.status === 'hidden' && tellsOfTest(result, experiment);
    return [
      name(result, experiment),
      [boundsSaid(result), result.quote ? markup`<br><q>${result.quote}</q>` : null],
      ...(hasPublished ? [figure(result.published, figureFormat(result.metric))] : []),
      isHidden ? 'not revealed' : ours(result),
      isHidden ? missing : verdict(result.reproduced),
    ];
  });
  const columns = [
    { name: 'figure' },
    { name: 'expected' },
    ...(hasPublished ? [{ name: 'published' }] : []),
    { name: 'measured here' },
    { name: 'reproduced' },
  ];
  // The same sentence about several figures is said once.
  const notes = [...new Set(results.flatMap(({ note }) => (note ? [note] : [])))];
  return section('Expected values', [table('Expected values', columns, rows), noteList(notes)]);
}

const resultRun = ({ detail }: ReportRun): ResultRun => ({ ...detail, resumedFromStep: null });

function name(result: ExpectationResult, experiment: Experiment): Content {
  const said = [figureSaid(result, experiment), basisSaid(result)].filter(Boolean).join(', ');
  return [said, result.overrides ? markup`<br><small>${groupSaid(result.overrides)}</small>` : null];
}

function ours(result: ExpectationResult): Content {
  const { metric, over, value, values, groups } = result;
  const write = figureFormat(metric);
  if (groups)
    return groups.map((overrides, i) => [i > 0 ? markup`<br>` : null, figure(values[i], write), ` ${groupSaid(overrides)}`]); // prettier-ignore
  const without = values.filter((one) => one === null).length;
  const lacking = without > 0 ? ` (${plural(without, 'run')} without a value)` : '';
  const seeds = seedsSaid(result).join(' · ');
  const each = seeds ? markup`<br><small>${seeds}</small>` : null;
  return [figure(value, write), over === 'each' && new Set(values).size > 1 ? ' the farthest' : '', lacking, each];
}

const verdict = (reproduced: boolean | null): Markup =>
  reproduced === null
    ? markup`${notJudged}`
    : reproduced
      ? markup`<strong class="good">yes</strong>`
      : markup`<strong class="bad">no</strong>`;
