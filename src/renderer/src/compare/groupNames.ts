/** Groups named in a narrow column: the settings once, in its head, and in each cell the values alone. Pure. */

import { settingShort, settingValue } from '../../../shared/names.ts';
import type { CompareGroup } from './groups.ts';

type Named = Pick<CompareGroup, 'label' | 'values' | 'external'>;

const pathsOf = ({ values, external }: Named): string[] => (external ? [] : Object.keys(values));

/** `lr`, `lr · batch`; `group` where the runs are grouped by nothing. */
export function groupHead(groups: readonly Named[]): string {
  const paths = groups.map(pathsOf).find((each) => each.length > 0) ?? [];
  return paths.map(settingShort).join(' · ') || 'group';
}

/** `0.03`, `0.03 · 16`; the label where it names no setting, as of all runs together or of a curve from elsewhere. */
export function groupValues(group: Named): string {
  const paths = pathsOf(group);
  if (paths.length === 0) return group.label;
  return paths.map((path) => (group.values[path] === undefined ? 'not set' : settingValue(group.values[path]))).join(' · '); // prettier-ignore
}
