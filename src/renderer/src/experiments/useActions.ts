/** What can be done with a row: the actions themselves and the menu that lists them. */

import type { DropdownMenuItem } from '@nuxt/ui/components/DropdownMenu.vue';
import { shallowRef } from 'vue';
import type { ShallowRef } from 'vue';
import { useRouter } from 'vue-router';
import type { ExperimentSummary, RunCommand } from '../../../shared/contract.ts';
import { useNotify } from '../frame/toasts.ts';
import { isOpen, useExperiments } from '../stores/experiments.ts';
import type { Row } from './rows.ts';

export interface Actions {
  /** The experiment whose new name is being asked for. */
  readonly renaming: ShallowRef<ExperimentSummary | null>;
  /** The experiment that still trains and is to be deleted. */
  readonly deleting: ShallowRef<ExperimentSummary | null>;
  open(row: Row): void;
  command(row: Row, command: RunCommand): Promise<void>;
  /** Pauses what trains or waits; resumes where everything is paused. */
  togglePause(row: Row): void;
  /** Deletes and offers to undo; asks first while runs are open. */
  requestDelete(experiment: ExperimentSummary): void;
  remove(experiment: ExperimentSummary): Promise<void>;
  rename(experiment: ExperimentSummary, name: string): Promise<void>;
  menu(row: Row): DropdownMenuItem[][];
}

export function useActions(): Actions {
  const router = useRouter();
  const store = useExperiments();
  const notify = useNotify();
  const renaming = shallowRef<ExperimentSummary | null>(null);
  const deleting = shallowRef<ExperimentSummary | null>(null);

  const go = (path: string): void => void router.push(path);
  const open = (row: Row): void => {
    const run = row.kind === 'run' ? row.run : row.experiment.runs[0];
    if (run) go(`/runs/${run.id}`);
  };

  const command = (row: Row, given: RunCommand): Promise<void> =>
    notify.attempt(`To ${given} ${row.kind === 'run' ? 'the run' : row.experiment.name}`, () =>
      row.kind === 'run' ? store.commandRun(row.run.id, given) : store.commandExperiment(row.experiment.id, given),
    );

  function togglePause(row: Row): void {
    const openRuns = runsOf(row).filter(isOpen);
    if (openRuns.length === 0) return;
    void command(row, openRuns.every((run) => run.status === 'paused') ? 'resume' : 'pause');
  }

  async function remove(experiment: ExperimentSummary): Promise<void> {
    deleting.value = null;
    await notify.attempt(`Deleting ${experiment.name}`, async () => {
      await store.remove(experiment.id);
      notify.undoable(`Deleted ${experiment.name}`, () => store.restore(experiment.id));
    });
  }

  function requestDelete(experiment: ExperimentSummary): void {
    if (experiment.runs.some(isOpen)) deleting.value = experiment;
    else void remove(experiment);
  }

  async function rename(experiment: ExperimentSummary, name: string): Promise<void> {
    renaming.value = null;
    if (name.trim() === experiment.name) return;
    await notify.attempt(`Renaming ${experiment.name}`, () => store.rename(experiment.id, name.trim()));
  }

  function menu(row: Row): DropdownMenuItem[][] {
    const { experiment } = row;
    const runs = runsOf(row);
    const item = (
      label: string,
      icon: string,
      onSelect: () => void,
      more: DropdownMenuItem = {},
    ): DropdownMenuItem => ({
      label,
      icon,
      onSelect,
      ...more,
    });
    const commands: DropdownMenuItem[] = [];
    if (runs.some((run) => run.status === 'running' || run.status === 'queued'))
      commands.push(item('Pause', 'i-lucide-pause', () => void command(row, 'pause')));
    if (runs.some((run) => run.status === 'paused'))
      commands.push(item('Resume', 'i-lucide-play', () => void command(row, 'resume')));
    if (runs.some(isOpen)) commands.push(item('Stop', 'i-lucide-square', () => void command(row, 'stop')));

    const groups: DropdownMenuItem[][] = [
      row.kind === 'run' || experiment.runs.length === 1
        ? [item('Open', 'i-lucide-chart-line', () => open(row), { kbds: ['Enter'] })]
        : [],
      commands,
      [
        item('Duplicate and edit', 'i-lucide-copy', () => go(`/new?from=${encodeURIComponent(experiment.id)}`)),
        item('Rename experiment', 'i-lucide-pencil', () => void (renaming.value = experiment), { kbds: ['F2'] }),
      ],
      [
        item('Delete experiment', 'i-lucide-trash-2', () => requestDelete(experiment), {
          color: 'error',
          kbds: ['Delete'],
        }),
      ],
    ];
    return groups.filter((group) => group.length > 0);
  }

  return { renaming, deleting, open, command, togglePause, requestDelete, remove, rename, menu };
}

const runsOf = (row: Row) => (row.kind === 'run' ? [row.run] : row.experiment.runs);
