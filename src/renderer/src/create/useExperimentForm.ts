/**
 * The form of New experiment as its sections share it: the state, the messages beside the fields, the sweep. Provided
 * once by the screen and injected by the sections, which change the state in place.
 */

import { computed, inject, provide, reactive, shallowRef } from 'vue';
import type { ComputedRef, InjectionKey, ShallowRef } from 'vue';
import type { SpecIssue } from '../../../shared/contract.ts';
import type { Experiment } from '../../../shared/experiment.ts';
import { parseExperiment } from '../../../shared/parse.ts';
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
  /** What belongs to no field. */
  readonly otherIssues: ComputedRef<readonly SpecIssue[]>;
  /** The swept values of a setting; undefined when it is not swept. */
  sweptAt(path: string): readonly unknown[] | undefined;
  unsweep(path: string): void;
  /** Fills the form anew; Reset returns to what was loaded last. */
  load(experiment: Experiment): void;
  reset(): void;
  /** The complete experiment, or null while the form has a mistake. */
  read(): Experiment | null;
}

const key: InjectionKey<ExperimentForm> = Symbol('experiment form');

export function provideExperimentForm(initial: Experiment): ExperimentForm {
  const loaded = shallowRef(initial);
  const form = reactive(toForm(initial));
  const draft = computed(() => toDraft(form));
  const plan = usePlan(draft);
  const placed = computed(() => placeIssues(plan.value.issues, fieldPaths(form)));

  const made: ExperimentForm = {
    form,
    draft,
    plan,
    errorAt: (...paths) => paths.flatMap((path) => placed.value.byField.get(path) ?? []).join('; ') || undefined,
    otherIssues: computed(() => placed.value.others),
    sweptAt: (path) => form.sweep[path],
    unsweep: (path) => {
      const { [path]: _, ...others } = form.sweep;
      form.sweep = others;
    },
    load: (experiment) => {
      loaded.value = experiment;
      Object.assign(form, toForm(experiment));
    },
    reset: () => Object.assign(form, toForm(loaded.value)),
    read: () => {
      const parsed = parseExperiment(draft.value);
      return parsed.ok ? parsed.experiment : null;
    },
  };
  provide(key, made);
  return made;
}

export function useExperimentForm(): ExperimentForm {
  const provided = inject(key);
  if (!provided) throw new Error('useExperimentForm: used outside New experiment');
  return provided;
}
