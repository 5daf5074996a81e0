/** The columns of the table, as data: head, place, and what a click on the head sorts by. */

import type { RunSummary } from '../../../shared/contract.ts';
import { runName, settingName } from '../../../shared/names.ts';

export type ColumnKey = 'run' | 'setting' | 'seed' | 'status' | 'error' | 'best' | 'last' | 'time' | 'rate';

export interface Column {
  readonly key: ColumnKey;
  readonly align: 'left' | 'right';
  /** What a run is sorted by; null puts it last in either direction. */
  sortValue(run: RunSummary): number | string | null;
  /** Which direction the first click gives. */
  readonly first: 'ascending' | 'descending';
}

export interface Sort {
  readonly key: ColumnKey;
  readonly direction: 'ascending' | 'descending';
}

const statusOrder = ['running', 'paused', 'queued', 'failed', 'diverged', 'interrupted', 'stopped', 'finished'];

const column = (
  key: ColumnKey,
  align: Column['align'],
  sortValue: Column['sortValue'],
  first: Column['first'] = 'ascending',
): Column => ({ key, align, sortValue, first });

export const columns: readonly Column[] = [
  column('run', 'left', runName),
  column('setting', 'left', (run) => firstSetting(run)),
  column('seed', 'left', (run) => run.seed),
  column('status', 'left', (run) => statusOrder.indexOf(run.status)),
  column('error', 'left', (run) => run.lastError),
  column('best', 'right', (run) => run.bestError),
  column('last', 'right', (run) => run.lastError),
  column('time', 'right', (run) => run.seconds || null, 'descending'),
  column('rate', 'right', (run) => run.samplesPerSecond, 'descending'),
];

/**
 * What stands over a column. The setting's head names the setting where every run varies the same one, the error's the
 * split where all are ranked by the same.
 */
export function headOf(key: ColumnKey, runs: readonly RunSummary[]): string {
  if (key === 'setting') return settingHead(runs);
  if (key === 'error') return errorHead(runs);
  return { run: 'Run', seed: 'Seed', status: 'Status', best: 'best', last: 'last', time: 'time', rate: 'samples/s' }[
    key
  ];
}

function settingHead(runs: readonly RunSummary[]): string {
  const paths = new Set(runs.flatMap((run) => Object.keys(run.overrides)));
  paths.delete('seed');
  const [only] = paths;
  return paths.size === 1 && only !== undefined ? capital(settingName(only)) : 'Settings';
}

function errorHead(runs: readonly RunSummary[]): string {
  const splits = new Set(runs.map((run) => run.rankedBy));
  const [only] = splits;
  if (splits.size !== 1 || only === undefined) return 'Error';
  return { validation: 'Validation error', test: 'Test error', train: 'Training error' }[only];
}

function firstSetting(run: RunSummary): number | string | null {
  const [value] = Object.entries(run.overrides).flatMap(([path, given]) => (path === 'seed' ? [] : [given]));
  if (value === undefined) return null;
  return typeof value === 'number' ? value : JSON.stringify(value);
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
