/** The settings in which groups differ, side by side: the config diff. Pure. */

import { settingName, settingValue } from '../../../shared/names.ts';
import { differingSettings, keyOf } from '../../../shared/stats/settings.ts';
import type { CompareGroup } from './groups.ts';

export interface SettingRow {
  readonly path: string;
  readonly name: string;
  /** One text a group, in their order. */
  readonly values: readonly string[];
}

export function settingsTable(groups: readonly CompareGroup[]): SettingRow[] {
  const runs = groups.flatMap((group) => group.runs);
  return differingSettings(runs.map(({ settings }) => settings)).map((path) => ({
    path,
    name: settingName(path),
    values: groups.map((group) => valueIn(group, path)),
  }));
}

/** All values where a group has several, so that nothing hides behind the first. */
function valueIn({ runs }: CompareGroup, path: string): string {
  const distinct = new Map(runs.map(({ settings }) => [keyOf(settings.get(path)), settings.get(path)]));
  const texts = [...distinct.values()].map((value) => (value === undefined ? '—' : settingValue(value)));
  return texts.length > 3 ? `${texts.length} values` : texts.join(', ');
}
