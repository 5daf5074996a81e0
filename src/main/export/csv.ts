/**
 * Series of runs as CSV (RFC 4180, line feeds): one row for each step and run. A cell is empty where nothing was
 * measured, `NaN`, `inf` or `-inf` where what was measured is not finite, so that a divergence is not mistaken for a gap.
 */

import type { RunSeries } from '../../shared/contract.ts';
import { csvText } from '../../shared/csv.ts';
import type { CsvCell } from '../../shared/csv.ts';
import { splitNames } from '../../shared/experiment.ts';
import { formatSetting } from '../../shared/format.ts';
import type { RunRecord } from '../store/store.ts';

/** Columns: run, seed, swept settings, step, batch_loss, batch_error, train_loss, … test_error. */
export function seriesCsv(runs: readonly { readonly record: RunRecord; readonly series: RunSeries }[]): string {
  const swept = [...new Set(runs.flatMap(({ record }) => Object.keys(record.overrides)))];
  const figures = splitNames.flatMap((split) => [`${split}_loss`, `${split}_error`]);
  const head = ['run', 'seed', ...swept, 'step', 'batch_loss', 'batch_error', ...figures];
  const rows = runs.flatMap(({ record, series }) => {
    const settings = swept.map((path) => (path in record.overrides ? formatSetting(record.overrides[path]) : null));
    return seriesRows(series).map((row) => [record.id, record.seed, ...settings, ...row]);
  });
  return csvText([head, ...rows]);
}

/** Step 0 has evaluations only; `batch_loss` of step t was measured before update t. */
function seriesRows({ batchLoss, batchError, evaluations }: RunSeries): CsvCell[][] {
  const evaluated = new Map(evaluations.map((evaluation) => [evaluation.step, evaluation]));
  const last = Math.max(batchLoss.length, ...evaluated.keys());
  return Array.from({ length: last + 1 }, (_, step) => {
    const scores = evaluated.get(step);
    const figures = splitNames.flatMap((split) => [scores?.[split]?.loss, scores?.[split]?.error]);
    return [step, step > 0 ? batchLoss[step - 1] : null, step > 0 ? batchError[step - 1] : null, ...figures];
  });
}
