/**
 * The plan of what the form says, kept up to date while it is typed. The schema answers at once; the service, which
 * knows the data and this machine, is asked when typing pauses, and only the answer to the latest question counts.
 */

import { useDebounceFn } from '@vueuse/core';
import { shallowRef, watch } from 'vue';
import type { Ref, ShallowRef } from 'vue';
import type { Plan, SpecIssue } from '../../../shared/contract.ts';
import { messageOf } from '../../../shared/errors.ts';
import { parseExperiment } from '../../../shared/parse.ts';
import { useClient } from '../stores/client.ts';

/** Milliseconds without a keystroke before the service is asked. */
export const planDelay = 150;

export interface PlanState {
  /** The last plan there was; kept while a field is wrong, so that the panel does not flicker. */
  readonly plan: Plan | null;
  readonly issues: readonly SpecIssue[];
  /** True while `plan` is not the plan of what the form says now. */
  readonly isStale: boolean;
}

export function usePlan(draft: Readonly<Ref<unknown>>): Readonly<ShallowRef<PlanState>> {
  const { api } = useClient();
  const state = shallowRef<PlanState>({ plan: null, issues: [], isStale: true });
  let asked = 0;

  const ask = useDebounceFn(async (experiment: unknown, question: number) => {
    if (question !== asked) return;
    let answer: PlanState;
    try {
      const result = await api.planExperiment({ experiment });
      answer = result.ok
        ? { plan: result.plan, issues: [], isStale: false }
        : { plan: state.value.plan, issues: result.issues, isStale: true };
    } catch (error) {
      answer = { plan: state.value.plan, issues: [{ path: '', message: messageOf(error) }], isStale: true };
    }
    if (question === asked) state.value = answer;
  }, planDelay);

  watch(
    draft,
    (experiment) => {
      const parsed = parseExperiment(experiment);
      asked++;
      state.value = { plan: state.value.plan, issues: parsed.ok ? [] : parsed.issues, isStale: true };
      if (parsed.ok) void ask(experiment, asked);
    },
    { immediate: true },
  );
  return state;
}
