/** The readable form of a result: runs, groups and published values as tables. Pure; `--json` prints the document itself. */

import { splitNames } from '../../shared/experiment.ts';
import { formatDuration, formatLoss, formatOverrides, formatPercent, formatRate } from '../../shared/format.ts';
import type { ExperimentDocument, RunDocument } from '../../shared/result/document.ts';
import type { ExpectationResult } from '../../shared/result/expectations.ts';
import {
  basisSaid,
  boundsSaid,
  figureFormat,
  measuredSaid,
  seedsSaid,
  verdictOf,
} from '../../shared/result/expectationText.ts';
import type { GroupDocument, StatisticsDocument } from '../../shared/result/groups.ts';
import type { Cell } from './table.ts';
import { textTable } from './table.ts';

type Split = (typeof splitNames)[number];

/** The whole report. With a validation split the test figures are left out: choosing by them would make them useless. */
export function experimentReport(document: ExperimentDocument): string {
  const splits = shownSplits(document.runs);
  const hidden = splits.includes('validation') && document.runs.some((run) => run.final.test);
  return [
    runTable(document.runs, splits),
    ...(document.groups.some((group) => group.n > 1) ? [groupTable(document.groups, splits)] : []),
    ...document.runs.flatMap((run) => (run.error ? [`seed ${run.seed} failed: ${run.error}\n`] : [])),
    ...(document.expectations.length > 0 ? [expectationLines(document.expectations)] : []),
    ...(hidden
      ? ['Test figures are not shown while there is a validation split to choose by; --json has them.\n']
      : []),
  ].join('\n');
}

function shownSplits(runs: readonly RunDocument[]): Split[] {
  const existing = splitNames.filter((split) => runs.some((run) => run.final[split]));
  return existing.includes('validation') ? existing.filter((split) => split !== 'test') : existing;
}

function runTable(runs: readonly RunDocument[], splits: readonly Split[]): string {
  const swept = runs.some((run) => Object.keys(run.overrides).length > 0);
  const head = [...(swept ? ['settings'] : []), 'seed', 'status', 'epochs', 'steps'];
  const figures = splits.flatMap((split) => [`${split} loss`, `${split} error`]);
  const rows = runs.map((run): Cell[] => [
    ...(swept ? [formatOverrides(run.overrides)] : []),
    run.seed,
    run.status,
    Number(run.epochs.toFixed(2)),
    run.steps,
    ...splits.flatMap((split) => [formatLoss(run.final[split]?.loss), formatPercent(run.final[split]?.error)]),
    formatDuration(run.seconds),
    formatRate(run.samplesPerSecond),
  ]);
  return textTable([...head, ...figures, 'time', 'samples/s'], rows);
}

function groupTable(groups: readonly GroupDocument[], splits: readonly Split[]): string {
  const swept = groups.length > 1;
  const figures = splits.flatMap((split) => [`${split} error, mean ± SD`, '95 % interval']);
  const rows = groups.map((group): Cell[] => [
    ...(swept ? [formatOverrides(group.overrides)] : []),
    group.nUsed === group.n ? `${group.n}` : `${group.nUsed} of ${group.n}`,
    ...splits.flatMap((split) => spread(group.final[split]?.error ?? null)),
  ]);
  return textTable([...(swept ? ['settings'] : []), 'n', ...figures], rows);
}

function spread(statistics: StatisticsDocument | null): [string, string] {
  if (statistics?.mean == null) return ['—', '—'];
  const { mean, sd, ci95 } = statistics;
  const band = sd === null ? '' : ` ± ${(sd * 100).toFixed(2)}`;
  return [`${formatPercent(mean)}${band}`, ci95 ? `${(ci95[0] * 100).toFixed(2)}…${formatPercent(ci95[1])}` : '—'];
}

function expectationLines(expectations: readonly ExpectationResult[]): string {
  return expectations.map((each) => `${expectationLine(each)}\n`).join('');
}

/** `reproduced: test.error, mean of 3 runs 4.51 %, expected 3.50 % to 6.00 % (“…”)`, then every seed's own figure. */
function expectationLine(result: ExpectationResult): string {
  const { reproduced, metric, overrides, value, published, quote, note } = result;
  const where = overrides ? ` (${formatOverrides(overrides)})` : '';
  const basis = basisSaid(result);
  const figure = value === null ? 'no value' : `${basis ? `${basis} ` : ''}${measuredSaid(result)}`;
  const source = published === null ? '' : `, published ${figureFormat(metric)(published)}`;
  const reason = reproduced === null ? ', since a setting was changed or a run did not end' : '';
  const quoted = quote ? ` (“${quote}”)` : '';
  const below = [seedsSaid(result).join(' · '), note].filter(Boolean).map((line) => `\n  ${line}`);
  return `${verdictOf(result)}: ${metric}${where}, ${figure}, expected ${boundsSaid(result)}${source}${reason}${quoted}${below.join('')}`;
}
