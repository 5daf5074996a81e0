// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { nextTick, shallowRef } from 'vue';
import { planDelay, usePlan } from '../../../src/renderer/src/create/usePlan.ts';
import type { PlanResult, WorkbenchApi } from '../../../src/shared/contract.ts';
import { samplePlan } from '../../support/sampleAnswers.ts';
import { sampleExperiment } from '../../support/sampleExperiments.ts';
import { sampleWorkbench } from '../../support/sampleWorkbench.ts';
import { inScope } from '../inScope.ts';

let stop: (() => void) | undefined;
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  stop?.();
  vi.useRealTimers();
});

function start(answer: WorkbenchApi['planExperiment']) {
  const planExperiment = vi.fn(answer);
  const base = sampleWorkbench();
  const draft = shallowRef<unknown>(sampleExperiment());
  const scope = inScope({ ...base, api: { ...base.api, planExperiment } }, () => usePlan(draft));
  stop = scope.stop;
  return { draft, plan: scope.made, planExperiment };
}
const ok = (parameters: number): PlanResult => ({ ok: true, plan: { ...samplePlan, parameters } });

describe('the live plan', () => {
  it('is asked for once when typing pauses', async () => {
    const { draft, plan, planExperiment } = start(async () => ok(7));
    for (let i = 1; i <= 5; i++) {
      draft.value = sampleExperiment({ units: i });
      await vi.advanceTimersByTimeAsync(planDelay / 3);
    }
    expect(plan.value.isStale).toBe(true);
    await vi.advanceTimersByTimeAsync(planDelay);
    expect(planExperiment).toHaveBeenCalledTimes(1);
    expect(plan.value).toMatchObject({ isStale: false, issues: [], plan: { parameters: 7 } });
  });

  it('drops answers to questions that are no longer asked', async () => {
    const answers: ((result: PlanResult) => void)[] = [];
    const { draft, plan } = start(() => new Promise((resolve) => answers.push(resolve)));
    await vi.advanceTimersByTimeAsync(planDelay);
    draft.value = sampleExperiment({ units: 9 });
    await vi.advanceTimersByTimeAsync(planDelay);
    answers[1]!(ok(2));
    await vi.advanceTimersByTimeAsync(0);
    answers[0]!(ok(1));
    await vi.advanceTimersByTimeAsync(0);
    expect(plan.value.plan?.parameters).toBe(2);
  });

  it('says at once what the schema does not accept, and asks nobody', async () => {
    const { draft, plan, planExperiment } = start(async () => ok(1));
    await vi.advanceTimersByTimeAsync(planDelay);
    draft.value = { ...sampleExperiment(), repeats: 0 };
    await nextTick();
    expect(plan.value.issues.map(({ path }) => path)).toEqual(['repeats']);
    expect(plan.value).toMatchObject({ isStale: true, plan: { parameters: 1 } });
    await vi.advanceTimersByTimeAsync(planDelay);
    expect(planExperiment).toHaveBeenCalledTimes(1);
  });

  it('passes on what only the service can know, and that it did not answer', async () => {
    const issues = [{ path: 'dataset.validationSize', message: 'given 60000, expected fewer' }];
    const answers = [async () => ({ ok: false as const, issues }), () => Promise.reject(new Error('No connection.'))];
    const { draft, plan } = start(() => answers.shift()!());
    await vi.advanceTimersByTimeAsync(planDelay);
    expect(plan.value).toEqual({ plan: null, issues, isStale: true });
    draft.value = sampleExperiment({ units: 2 });
    await vi.advanceTimersByTimeAsync(planDelay);
    expect(plan.value.issues).toEqual([{ path: '', message: 'No connection.' }]);
  });
});
