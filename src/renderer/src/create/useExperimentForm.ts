/**
 * The form of New experiment as its sections share it: the state, the messages beside the fields, the sweep. Provided
 * once by the screen and injected by the sections, which change the state in place.
 */

import { computed, inject, provide, reactive, ref, shallowRef } from 'vue';
import type { ComputedRef, InjectionKey, Ref, ShallowRef } from 'vue';
import type { SpecIssue } from '../../../shared/contract.ts';
import type { Experiment } from '../../../shared/experiment.ts';
import { parseExperiment } from '../../../shared/parse.ts';
import { useDatasets } from '../stores/datasets.ts';
import { withAxis } from './axes.ts';
import { defaultName } from './defaultName.ts';
import type { FormState } from './form.ts';
import { fieldPaths, placeIssues } from './issues.ts';
import { toDraft } from './toDraft.ts';
import { toForm } from './toForm.ts';
import { usePlan } from './usePlan.ts';
import type { PlanState } from './usePlan.ts';

export interface ExperimentForm {
  readonly form: FormState;
  readonly draft: ComputedRef<Record<string, unknown>>;
  readonly plan: Readonly<ShallowRef<PlanState>>;
  /** What is wrong with one of these fields, in one line; undefined when nothing is. */
  errorAt(...paths: string[]): string | undefined;
  /** What to say under a field of these settings that are swept; undefined when none is. */
  hintAt(...paths: string[]): string | undefined;
  /** What belongs to no field. */
  readonly otherIssues: ComputedRef<readonly SpecIssue[]>;
  /** How many fields hold text that could not be read as values of an axis. */
  readonly unread: ComputedRef<number>;
  /** The swept values of a setting; undefined when it is not swept. */
  sweptAt(path: string): readonly unknown[] | undefined;
  /** Makes the setting an axis, or changes its values; none takes the axis away. */
  sweep(path: string, values: FormState['sweep'][string]): void;
  /** Why what stands in the field is no axis; null once it is one, or nothing. */
  setUnread(path: string, message: string | null): void;
  /** The name that the experiment gets when none is typed. */
  readonly placeholderName: ComputedRef<string>;
  /** Changes whenever the whole form is filled anew. */
  readonly generation: Readonly<Ref<number>>;
  /** Back to what the form started from. */
  reset(): void;
  /** The complete experiment, or null while the form has a mistake. */
  read(): Experiment | null;
}

const key: InjectionKey<ExperimentForm> = Symbol('experiment form');

export function provideExperimentForm(initial: Experiment): ExperimentForm {
  const form = reactive(toForm(initial));
  const draft = computed(() => toDraft(form));
  const plan = usePlan(draft);
  const placed = computed(() => placeIssues(plan.value.issues, fieldPaths(form)));
  const unread = shallowRef<ReadonlyMap<string, string>>(new Map());
  const generation = ref(0);
  const datasets = useDatasets();

  function readNamed(): Experiment | null {
    const parsed = parseExperiment(draft.value);
    if (!parsed.ok || form.name.trim() !== '') return parsed.ok ? parsed.experiment : null;
    const widths = plan.value.plan?.widths;
    const ends = widths ? ([widths.at(0) ?? 0, widths.at(-1) ?? 0] as const) : null;
    const datasetName = datasets.find(form.dataset.source)?.name ?? form.dataset.source;
    return { ...parsed.experiment, name: defaultName(parsed.experiment, { ends, datasetName }) };
  }

  const made: ExperimentForm = {
    form,
    draft,
    plan,
    errorAt: (...paths) =>
      paths
        .flatMap((path) => [...(placed.value.byField.get(path) ?? []), unread.value.get(path) ?? []].flat())
        .join('; ') || undefined,
    hintAt: (...paths) => (paths.some((path) => form.sweep[path]) ? 'Swept: one group of runs per value.' : undefined),
    otherIssues: computed(() => placed.value.others),
    unread: computed(() => unread.value.size),
    sweptAt: (path) => form.sweep[path],
    sweep: (path, values) => void (form.sweep = withAxis(form.sweep, path, values)),
    setUnread: (path, message) => {
      if (message === (unread.value.get(path) ?? null)) return;
      const others = [...unread.value].filter(([one]) => one !== path);
      unread.value = new Map(message === null ? others : [...others, [path, message]]);
    },
    placeholderName: computed(() => readNamed()?.name ?? ''),
    generation,
    reset: () => {
      Object.assign(form, toForm(initial));
      unread.value = new Map();
      generation.value++;
    },
    read: () => (unread.value.size > 0 ? null : readNamed()),
  };
  provide(key, made);
  return made;
}

export function useExperimentForm(): ExperimentForm {
  const provided = inject(key);
  if (!provided) throw new Error('useExperimentForm: used outside New experiment');
  return provided;
}
