/**
 * The runs beside the inspected one: those of its group (the same settings, other seeds), and the one it is compared with.
 * What they say is asked for only once something on screen wants it, and follows the epoch slider.
 */

import { computed, shallowRef } from 'vue';
import type { ComputedRef, Ref, ShallowRef } from 'vue';
import type {
  Checkpoint,
  PredictedByRuns,
  Predictions,
  RunDetail,
  RunSummary,
  SplitName,
} from '../../../shared/contract.ts';
import { sameImages, wrongCounts } from '../../../shared/analysis/predictions.ts';
import { keyOf } from '../../../shared/stats/settings.ts';
import { useClient } from '../stores/client.ts';
import { useExperiments } from '../stores/experiments.ts';
import { problemOf, useAnswer, valueOf } from './useAnswer.ts';
import { checkpointAt } from './useCheckpoints.ts';
import { usePredictions } from './usePredictions.ts';
import type { UsePredictions } from './usePredictions.ts';

export interface Group {
  /** All runs of the inspected run's settings that have ended, itself included, in order. One run is no group. */
  readonly runs: ComputedRef<readonly RunSummary[]>;
  /** What each of them says, in the order of `runs`; null while it is not wanted, not known, or there is no group. */
  readonly predicted: Readonly<ShallowRef<PredictedByRuns | null>>;
  /** In how many of them each image is wrong. */
  readonly wrongCounts: ComputedRef<Uint16Array | null>;
  readonly problem: Readonly<ShallowRef<string | null>>;
  /** From now on `predicted` is kept up to date. Call it from the setup of whatever shows it. */
  want(): void;
}

export interface Compared extends Omit<UsePredictions, 'isBehind' | 'isCalm'> {
  /** Runs that can be chosen: of the same group first, then of the experiment. */
  readonly choices: ComputedRef<readonly RunSummary[]>;
  /** Id of the run compared with; null for none. */
  readonly id: Ref<string | null>;
  readonly run: ComputedRef<RunSummary | null>;
}

/** What the companions follow. */
export interface Lead {
  readonly run: ComputedRef<RunDetail | null>;
  readonly checkpoint: ComputedRef<Checkpoint | null>;
  readonly split: ComputedRef<SplitName>;
  readonly predictions: Readonly<ShallowRef<Predictions | null>>;
  lane(name: string): string;
}

const settingsKey = ({ overrides }: Pick<RunSummary, 'overrides'>): string =>
  keyOf(Object.entries(overrides).filter(([path]) => path !== 'seed'));

/** Milliseconds that the slider must rest before the whole group is asked. */
const rest = 200;

export function useSiblings(run: () => RunDetail | null): ComputedRef<readonly RunSummary[]> {
  const experiments = useExperiments();
  return computed(() => experiments.list.find(({ id }) => id === run()?.experimentId)?.runs ?? []);
}

export function useGroup({ run, checkpoint, split, lane }: Lead): Group {
  const { api } = useClient();
  const siblings = useSiblings(() => run.value);
  const runs = computed(() => {
    const own = run.value;
    if (!own) return [];
    const hasEnded = ({ status }: RunSummary): boolean => status === 'finished' || status === 'stopped';
    return siblings.value.filter(
      (one) => one.id === own.id || (settingsKey(one) === settingsKey(own) && hasEnded(one)),
    );
  });
  const wanted = shallowRef(false);
  const steps = new Map<string, readonly Checkpoint[]>();

  async function stepsOf(id: string): Promise<readonly Checkpoint[]> {
    const known = steps.get(id) ?? (await api.listCheckpoints({ id }));
    // A run that still trains keeps more as it goes.
    if (siblings.value.some((one) => one.id === id && one.status === 'finished')) steps.set(id, known);
    return known;
  }

  const answer = useAnswer(
    () => {
      if (!wanted.value || !checkpoint.value || runs.value.length < 2) return null;
      return { ids: runs.value.map(({ id }) => id), epoch: checkpoint.value.epoch, split: split.value };
    },
    async ({ ids, epoch, split }) => {
      const at = ids.map(async (id) => ({ id, step: checkpointAt(await stepsOf(id), epoch)?.step ?? null }));
      return api.getPredicted({ runs: await Promise.all(at), split, lane: lane('group') });
    },
    { rest },
  );
  const predicted = computed(() => valueOf(answer.value));
  const counts = computed(() => {
    const found = predicted.value;
    return found && wrongCounts(found.labels, found.predicted);
  });
  return {
    runs,
    predicted,
    wrongCounts: counts,
    problem: computed(() => problemOf(answer.value)),
    want: () => void (wanted.value = true),
  };
}

export function useCompared({ run, checkpoint, split, predictions, lane }: Lead): Compared {
  const { api } = useClient();
  const id = shallowRef<string | null>(null);
  const siblings = useSiblings(() => run.value);
  const choices = computed(() => {
    const own = run.value;
    if (!own) return [];
    const others = siblings.value.filter((one) => one.id !== own.id && one.step > 0 && one.status !== 'queued');
    const isNear = (one: RunSummary): boolean => settingsKey(one) === settingsKey(own);
    return [...others.filter(isNear), ...others.filter((one) => !isNear(one))];
  });
  const chosen = computed(() => choices.value.find((one) => one.id === id.value) ?? null);
  const listed = useAnswer(
    () => chosen.value?.id ?? null,
    (id) => api.listCheckpoints({ id }),
  );
  const theirs = usePredictions(() => {
    const at = checkpoint.value && checkpointAt(valueOf(listed.value) ?? [], checkpoint.value.epoch);
    return chosen.value && at ? { key: { id: chosen.value.id, step: at.step, split: split.value }, ahead: [] } : null;
  }, lane('compared'));
  const fits = computed(
    () => !predictions.value || !theirs.predictions.value || sameImages(predictions.value, theirs.predictions.value),
  );
  const shown = computed(() => (fits.value ? theirs.predictions.value : null));
  const problem = computed(() =>
    fits.value
      ? (problemOf(listed.value) ?? theirs.problem.value)
      : 'The run compared with used other images, so that its predictions cannot be put beside these. Choose a run of the same dataset and split.',
  );
  return { choices, id, run: chosen, predictions: shown, problem, retry: theirs.retry };
}
