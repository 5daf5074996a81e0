/** The settings of the runs: those that tell the groups apart in front, then everything that all of them share. */

import { settingName, settingValue } from '../../../shared/names.ts';
import { keyOf } from '../../../shared/stats/settings.ts';
import type { Settings } from '../../../shared/stats/settings.ts';
import { settingsTable } from '../compare/settingsTable.ts';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';
import type { Report } from './report.ts';
import { groupName, section, table } from './text.ts';

/** Not settings of the training: the experiment's name, what the seeds' column tells, and where files lay. */
const toldElsewhere = ['experiment', 'seed', 'dataset.path'];

export function settings({ groups }: Report): Markup {
  const rows = settingsTable(groups);
  const swept = rows.map(({ path }) => path);
  const columns = [{ name: 'group' }, ...rows.map(({ name }) => ({ name })), { name: 'seeds' }];
  const differing = groups.map((group, i) => [
    groupName(group),
    ...rows.map(({ values }) => values[i]),
    [...new Set(group.runs.map(({ seed }) => seed))].join(', '),
  ]);
  const shared = sharedSettings(groups.flatMap(({ runs }) => runs.map((run) => run.settings))).filter(
    ({ path }) => !swept.includes(path),
  );
  const sharedRows = shared.map(({ path, value, note }) => [
    nameOf(path),
    [valueOf(path, value), note],
    markup`<code>${path}</code>`,
  ]);
  return section('Settings', [
    table('Settings that differ', columns, differing),
    markup`<h3>Common to ${groups.length > 1 ? 'all groups' : 'all runs'}</h3>`,
    table('Common settings', [{ name: 'setting' }, { name: 'value' }, { name: 'in the experiment file' }], sharedRows),
  ]);
}

/** Settings whose path says more than its last part, which is what they are called elsewhere. */
const names: Readonly<Record<string, string>> = {
  'dataset.randomInputs': 'random inputs',
  'training.until.metric': 'trained until',
  'training.until.atMost': 'is at most',
  'training.earlyStopping.metric': 'stopped early by',
  'training.earlyStopping.patience': 'after no gain in (evaluations)',
  'training.evaluateEvery.epochs': 'evaluated every (epochs)',
  'training.evaluateEvery.steps': 'evaluated every (steps)',
  'training.evaluateEvery.on': 'evaluated on',
};

const nameOf = (path: string): string => names[path] ?? settingName(path);

function valueOf(path: string, value: unknown): string {
  if (path === 'dataset.testSize' && value === 0) return 'all';
  // The name of a dataset is its own, whatever choices are called.
  return path === 'dataset.source' ? String(value) : settingValue(value);
}

interface SharedSetting {
  readonly path: string;
  readonly value: unknown;
  /** Empty where every run has the setting. */
  readonly note: string;
}

/** What has one value wherever it is set. The parts of a list are left to the list. */
export function sharedSettings(runs: readonly Settings[]): SharedSetting[] {
  const paths = [...new Set(runs.flatMap((one) => [...one.keys()]))];
  return paths.flatMap((path) => {
    const having = runs.filter((one) => one.has(path));
    const isPart = /\.\d+\./.test(path);
    if (isPart || toldElsewhere.includes(path) || new Set(having.map((one) => keyOf(one.get(path)))).size > 1)
      return [];
    const note = having.length < runs.length ? ` (in ${having.length} of ${runs.length} runs)` : '';
    return [{ path, value: having[0]?.get(path), note }];
  });
}
