/** The columns of the table, as data: head, place, width, and what a click on the head sorts by. */

import type { ExperimentSummary, RunSummary } from '../../../shared/contract.ts';
import { runName, settingName } from '../../../shared/names.ts';
import { settingAt } from './runSettings.ts';

export type FixedKey = 'run' | 'setting' | 'seed' | 'status' | 'error' | 'best' | 'last' | 'time' | 'rate';
/** One of every table's, or a setting by its path. */
export type ColumnKey = FixedKey | `set:${string}`;

export interface Column {
  readonly key: ColumnKey;
  readonly align: 'left' | 'right';
  /** What a run is sorted by; null puts it last in either direction. */
  sortValue(run: RunSummary, experiment: ExperimentSummary): number | string | null;
  /** Which direction the first click gives. */
  readonly first: 'ascending' | 'descending';
}

export interface Sort {
  readonly key: ColumnKey;
  readonly direction: 'ascending' | 'descending';
}

/** Which columns a person chose to see. */
export interface ColumnChoice {
  readonly hidden: readonly string[];
  /** Paths of settings that have a column of their own. */
  readonly settings: readonly string[];
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

/** What can be hidden, as the list of columns names it. A run's name and its state always stand. */
export const choosable = {
  setting: 'Swept settings',
  seed: 'Seed',
  error: 'Error curve',
  best: 'Best error',
  last: 'Last error',
  time: 'Training time',
  rate: 'Samples per second',
} as const satisfies Partial<Record<FixedKey, string>>;

/** The column of a key that was stored or clicked. */
export const columnOf = (key: ColumnKey): Column | undefined => {
  const path = settingPath(key);
  return path === null ? columns.find((one) => one.key === key) : settingColumn(path);
};

export const settingPath = (key: ColumnKey): string | null => (key.startsWith('set:') ? key.slice(4) : null);

function settingColumn(path: string): Column {
  return column(`set:${path}`, 'left', (run, experiment) => {
    const value = settingAt(experiment, run, path);
    if (value === undefined) return null;
    return typeof value === 'number' ? value : JSON.stringify(value);
  });
}

/** In their order, settings after the swept ones. */
export function shownColumns({ hidden, settings }: ColumnChoice): Column[] {
  const fixed = columns.filter(({ key }) => !(key in choosable) || !hidden.includes(key));
  const at = fixed.findIndex(({ key }) => key === 'seed' || key === 'status');
  return [...fixed.slice(0, at), ...settings.map(settingColumn), ...fixed.slice(at)];
}

const widths: Readonly<Record<FixedKey, readonly [wide: string, narrow: string | null]>> = {
  run: ['minmax(210px, 2.6fr)', 'minmax(170px, 2.4fr)'],
  setting: ['94px', null],
  seed: ['40px', null],
  status: ['minmax(142px, 0.9fr)', 'minmax(104px, 0.5fr)'],
  error: ['minmax(160px, 1fr)', 'minmax(138px, 0.6fr)'],
  best: ['68px', '64px'],
  last: ['68px', '64px'],
  time: ['72px', '60px'],
  rate: ['76px', '64px'],
};

/**
 * The grid that head and rows share, with names for the lines that cells of several columns lie between. Narrow windows
 * leave the swept settings and the seed to the run's name.
 */
export function gridTemplate(shown: readonly Column[], isNarrow: boolean): string {
  const hasCurve = shown.some(({ key }) => key === 'error');
  const parts = shown.flatMap(({ key }): (string | null)[] => {
    if (key.startsWith('set:')) return ['96px'];
    const width = widths[key as FixedKey][isNarrow ? 1 : 0];
    if (key === 'run') return ['[run]', width, '[design]'];
    if (key === 'status') return ['[status]', width, hasCurve ? null : '[figures]'];
    return key === 'error' ? [width, '[figures]'] : [width];
  });
  const tracks = ['16px', '18px', ...parts, '28px'].filter((part) => part !== null);
  // Two names for one line belong into one pair of brackets.
  return tracks.join(' ').replaceAll('] [', ' ');
}

/**
 * What stands over a column. The setting's head names the setting where every run varies the same one, the error's the
 * split where all are ranked by the same.
 */
export function headOf(key: ColumnKey, runs: readonly RunSummary[]): string {
  const path = settingPath(key);
  if (path !== null) return capital(settingName(path));
  if (key === 'setting') return settingHead(runs);
  if (key === 'error') return errorHead(runs);
  return heads[key as Exclude<FixedKey, 'setting' | 'error'>];
}

const heads = { run: 'Run', seed: 'Seed', status: 'Status', best: 'best', last: 'last', time: 'time', rate: 'samples/s' }; // prettier-ignore

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

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
