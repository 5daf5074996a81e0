/** The menu of a row: what can be done with it now, and why not where that is worth saying. */

import type { DropdownMenuItem } from '@nuxt/ui/components/DropdownMenu.vue';
import { plural } from '../../../shared/format.ts';
import { canInspect } from '../inspect/inspectable.ts';
import { retried } from './again.ts';
import type { GroupRow, Row } from './rows.ts';
import { isSingle, possible, targetOf } from './target.ts';
import type { Actions } from './useActions.ts';

/** A row that is or belongs to one experiment. */
type OwnRow = Exclude<Row, GroupRow>;
type More = Omit<DropdownMenuItem, 'label' | 'icon' | 'onSelect'>;
const item = (label: string, icon: string, onSelect: () => void, more: More = {}): DropdownMenuItem => ({
  label,
  icon,
  onSelect,
  ...more,
});

const deletes: More = { color: 'error', kbds: ['Delete'] };

export function rowMenu(row: Row, actions: Actions): DropdownMenuItem[][] {
  const groups = [view(row, actions), commands(row, actions)];
  if (row.kind === 'group') return groups.filter((group) => group.length > 0);
  const { experiment } = row;
  const { archived } = experiment;
  groups.push(again(row, actions), edit(row, actions));
  groups.push([
    item(
      archived ? 'Unarchive experiment' : 'Archive experiment',
      archived ? 'i-lucide-archive-restore' : 'i-lucide-archive',
      () => void actions.archive([experiment], !archived),
    ),
    ...(row.kind === 'run'
      ? [item('Delete run', 'i-lucide-trash-2', () => actions.requestDelete(targetOf(row)), deletes)]
      : []),
    item(
      'Delete experiment',
      'i-lucide-trash-2',
      () => actions.requestDelete({ experiments: [experiment], runs: [] }),
      row.kind === 'run' ? { color: 'error' } : deletes,
    ),
  ]);
  return groups.filter((group) => group.length > 0);
}

function view(row: Row, actions: Actions): DropdownMenuItem[] {
  const isOne = isSingle(row);
  const items = isOne ? [item('Open', 'i-lucide-chart-line', () => actions.open(row), { kbds: ['Enter'] })] : [];
  if (actions.canCompare)
    items.push(item('Compare', 'i-lucide-git-compare-arrows', () => actions.compare(targetOf(row))));
  const run = isOne && row.kind !== 'group' ? (row.kind === 'run' ? row.run : row.runs[0]) : undefined;
  if (run && canInspect(run)) items.push(item('Inspect', 'i-lucide-scan-search', () => actions.inspect(run)));
  return items;
}

function commands(row: Row, actions: Actions): DropdownMenuItem[] {
  const target = targetOf(row);
  const { pause, resume, stop, interrupted } = possible(target);
  const resumed = row.kind !== 'run' && interrupted > 1 ? `Resume ${plural(interrupted, 'interrupted run')}` : '';
  const key: More = { kbds: ['P'] };
  return [
    ...(pause ? [item('Pause', 'i-lucide-pause', () => void actions.command(target, 'pause'), key)] : []),
    ...(resume
      ? [item(resumed || 'Resume', 'i-lucide-play', () => void actions.command(target, 'resume'), pause ? {} : key)]
      : []),
    ...(stop ? [item('Stop', 'i-lucide-square', () => void actions.command(target, 'stop'))] : []),
  ];
}

function again(row: OwnRow, actions: Actions): DropdownMenuItem[] {
  const { experiment } = row;
  const run = row.kind === 'run' ? row.run : experiment.runs.length === 1 ? experiment.runs[0] : undefined;
  const items = [item('Rerun with new seeds', 'i-lucide-dices', () => void actions.rerun(experiment))];
  if (!run || !['failed', 'stopped', 'diverged'].includes(run.status)) return items;
  const retry = retried({ experiment, run });
  const why: More = retry.ok ? {} : { disabled: true, description: retry.reason };
  items.push(item('Retry this run', 'i-lucide-rotate-ccw', () => void actions.retry({ experiment, run }), why));
  return items;
}

const edit = ({ experiment }: OwnRow, actions: Actions): DropdownMenuItem[] => [
  item('Duplicate and edit', 'i-lucide-copy', () => actions.duplicate(experiment)),
  item('Rename experiment', 'i-lucide-pencil', () => void (actions.renaming.value = experiment), { kbds: ['F2'] }),
  item('Tags and notes', 'i-lucide-tag', () => void (actions.labelling.value = experiment), { kbds: ['T'] }),
  item('Export report…', 'i-lucide-file-text', () => void (actions.reporting.value = experiment)),
];
