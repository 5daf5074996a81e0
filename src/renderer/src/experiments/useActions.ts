/** What can be done with experiments and runs; what fails says so, and what deletes or hides can be undone. */

import { shallowRef } from 'vue';
import type { ShallowRef } from 'vue';
import { useRouter } from 'vue-router';
import type { ExperimentSummary, Labels, RunCommand, RunSummary } from '../../../shared/contract.ts';
import type { ExperimentInput } from '../../../shared/experiment.ts';
import { useNotify } from '../frame/toasts.ts';
import { useExperiments } from '../stores/experiments.ts';
import { retried, withNewSeeds } from './again.ts';
import type { Row } from './rows.ts';
import { possible, targetSaid } from './target.ts';
import type { Member, Target } from './target.ts';
import { useDeletion } from './useDeletion.ts';
import type { Deletion } from './useDeletion.ts';

export interface Actions extends Deletion {
  /** The experiment whose new name is being asked for. */
  readonly renaming: ShallowRef<ExperimentSummary | null>;
  /** The experiment whose tags and notes are being edited. */
  readonly labelling: ShallowRef<ExperimentSummary | null>;
  /** The experiment whose report is to be written. */
  readonly reporting: ShallowRef<ExperimentSummary | null>;
  /** False while there is no screen to compare on. */
  readonly canCompare: boolean;
  open(row: Row): void;
  compare(target: Target): void;
  /** Shows what the run's network gets wrong. */
  inspect(run: RunSummary): void;
  duplicate(experiment: ExperimentSummary): void;
  command(target: Target, command: RunCommand): Promise<void>;
  /** Pauses what trains or waits; else resumes what is paused or was cut off. */
  togglePause(target: Target): void;
  resumeInterrupted(): Promise<void>;
  /** Starts the experiment again with seeds that were not used yet. */
  rerun(experiment: ExperimentSummary): Promise<void>;
  /** Starts a run that failed or was stopped as an experiment of its own. */
  retry(member: Member): Promise<void>;
  archive(experiments: readonly ExperimentSummary[], archived: boolean): Promise<void>;
  rename(experiment: ExperimentSummary, name: string): Promise<void>;
  label(experiment: ExperimentSummary, labels: Labels): Promise<void>;
}

/** @param onStarted called with what was started again */
export function useActions(onStarted: (experiment: ExperimentSummary) => void): Actions {
  const router = useRouter();
  const store = useExperiments();
  const notify = useNotify();
  const renaming = shallowRef<ExperimentSummary | null>(null);
  const labelling = shallowRef<ExperimentSummary | null>(null);
  const reporting = shallowRef<ExperimentSummary | null>(null);
  const deletion = useDeletion();
  const go = (path: string): void => void router.push(path);

  function open(row: Row): void {
    const run = row.kind === 'run' ? row.run : row.runs[0];
    if (run) go(`/runs/${run.id}`);
  }

  function compare({ experiments, runs }: Target): void {
    const query = {
      ...(experiments.length > 0 ? { experiments: experiments.map(({ id }) => id).join(',') } : {}),
      ...(runs.length > 0 ? { runs: runs.map(({ run }) => run.id).join(',') } : {}),
    };
    void router.push({ path: '/compare', query });
  }

  const command = (target: Target, given: RunCommand): Promise<void> =>
    notify.attempt(`To ${given} ${targetSaid(target)}`, () => {
      // What the command would not change is left alone: a run that ended refuses it.
      const concerns = (one: Target): boolean => possible(one)[given];
      const whole = target.experiments.filter((experiment) => concerns({ experiments: [experiment], runs: [] }));
      const single = target.runs.filter((member) => concerns({ experiments: [], runs: [member] }));
      return Promise.all([
        ...whole.map(({ id }) => store.commandExperiment(id, given)),
        ...single.map(({ run }) => store.commandRun(run.id, given)),
      ]);
    });

  function togglePause(target: Target): void {
    const { pause, resume } = possible(target);
    if (pause || resume) void command(target, pause ? 'pause' : 'resume');
  }

  const start = (operation: string, make: () => ExperimentInput): Promise<void> =>
    notify.attempt(operation, async () => onStarted(await store.start(make())));

  const retry = (member: Member): Promise<void> =>
    start('Starting the run again', () => {
      const again = retried(member);
      if (!again.ok) throw new Error(again.reason);
      return again.experiment;
    });

  /** One after the other; what was changed can be undone even where the rest failed. */
  async function archive(experiments: readonly ExperimentSummary[], archived: boolean): Promise<void> {
    const [doing, done, icon] = archived
      ? (['Archiving', 'Archived', 'i-lucide-archive'] as const)
      : (['Unarchiving', 'Brought back', 'i-lucide-archive-restore'] as const);
    const changed: ExperimentSummary[] = [];
    await notify.attempt(`${doing} ${targetSaid({ experiments, runs: [] })}`, async () => {
      for (const experiment of experiments) {
        await store.label(experiment.id, { archived });
        changed.push(experiment);
      }
    });
    if (changed.length === 0) return;
    const undo = (): Promise<unknown> => Promise.all(changed.map(({ id }) => store.label(id, { archived: !archived })));
    notify.undoable(`${done} ${targetSaid({ experiments: changed, runs: [] })}`, undo, icon);
  }

  async function rename(experiment: ExperimentSummary, name: string): Promise<void> {
    renaming.value = null;
    if (name.trim() === experiment.name) return;
    await notify.attempt(`Renaming ${experiment.name}`, () => store.rename(experiment.id, name.trim()));
  }

  async function label(experiment: ExperimentSummary, labels: Labels): Promise<void> {
    labelling.value = null;
    await notify.attempt(`Labelling ${experiment.name}`, () => store.label(experiment.id, labels));
  }

  return {
    renaming,
    labelling,
    reporting,
    ...deletion,
    canCompare: router.hasRoute('compare'),
    open,
    compare,
    inspect: ({ id }) => go(`/inspect/${id}`),
    duplicate: (experiment) => go(`/new?from=${encodeURIComponent(experiment.id)}`),
    command,
    togglePause,
    resumeInterrupted: () => notify.attempt('Resuming the interrupted runs', store.resumeInterrupted),
    rerun: (experiment) => start(`Starting ${experiment.name} again`, () => withNewSeeds(experiment, store.list)),
    retry,
    archive,
    rename,
    label,
  };
}
