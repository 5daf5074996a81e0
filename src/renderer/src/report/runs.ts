/** Every run of the experiment in a row: its settings, how it ended, its final figures, its time. Nothing is left out. */

import { formatCount, formatDuration, formatRate, missing } from '../../../shared/format.ts';
import { runName, settingName, settingValue } from '../../../shared/names.ts';
import { markup } from './markup.ts';
import type { Content, Markup } from './markup.ts';
import { finalValue } from './report.ts';
import type { Report, ReportRun } from './report.ts';
import { figure, groupName, noteList, section, table } from './text.ts';
import type { Column } from './text.ts';

export function runs(report: Report): Markup {
  const { groups, metrics, byId } = report;
  const paths = Object.keys(groups[0]?.values ?? {});
  const columns: Column[] = [
    { name: '#' },
    ...(paths.length > 0 ? paths.map((path) => ({ name: settingName(path) })) : []),
    { name: 'seed', isNumber: true },
    { name: 'status' },
    { name: 'steps', isNumber: true },
    ...metrics.map(({ name }) => ({ name, isNumber: true })),
    { name: 'time', isNumber: true },
    { name: 'samples/s', isNumber: true },
  ];
  const rows = groups.flatMap((group) =>
    group.runs.flatMap(({ id, settings }) => {
      const run = byId.get(id);
      if (!run) return [];
      const values = paths.map((path) => (settings.has(path) ? settingValue(settings.get(path)) : missing));
      const [first, ...others] = values;
      const named = first === undefined ? [] : [groupName({ ...group, label: first }), ...others];
      return [[run.detail.index + 1, ...named, ...figures(run, report)]];
    }),
  );
  const said = report.runs.flatMap(({ detail }) =>
    detail.message === null ? [] : [markup`Run ${detail.index + 1}, ${runName(detail)}: ${detail.message}`],
  );
  return section('Runs', [table('Runs', columns, rows), noteList(said)]);
}

function figures(run: ReportRun, { metrics }: Report): Content[] {
  const { seed, status, step, seconds, samplesPerSecond } = run.detail;
  return [
    String(seed),
    status === 'diverged' || status === 'failed' ? markup`<strong class="bad">${status}</strong>` : status,
    formatCount(step),
    ...metrics.map((metric) => figure(finalValue(run, metric), metric.metric.format)),
    seconds > 0 ? formatDuration(seconds) : missing,
    formatRate(samplesPerSecond),
  ];
}
