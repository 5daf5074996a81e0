// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ref } from 'vue';
import { useRunSeries } from '../../../src/renderer/src/run/useRunSeries.ts';
import { redrawIntervals } from '../../../src/renderer/src/stores/activity.ts';
import type { WorkbenchApi } from '../../../src/shared/contract.ts';
import { sampleWorkbench } from '../../support/sampleWorkbench.ts';
import { inScope } from '../inScope.ts';
import { seriesUpTo } from './samples.ts';

type GetSeries = WorkbenchApi['getSeries'];
let stop: (() => void) | undefined;
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  stop?.();
  vi.useRealTimers();
});

function start(answer: GetSeries) {
  const getSeries = vi.fn(answer);
  const base = sampleWorkbench();
  const workbench = { ...base, api: { ...base.api, getSeries } };
  const id = ref('vu-8');
  const scope = inScope(workbench, () => useRunSeries(() => id.value));
  stop = scope.stop;
  return { ...scope.made, getSeries, id, base };
}

describe('the series of a run', () => {
  it('are pulled whole at first, then only what is missing', async () => {
    let steps = 25;
    const { series, loaded, getSeries, base } = start(async (input) => seriesUpTo(steps, input));
    expect(loaded.value).toBe(false);
    await vi.advanceTimersByTimeAsync(0);
    expect(loaded.value).toBe(true);
    expect(series.value.batchLoss).toHaveLength(25);

    steps = 43;
    base.change('vu-8', { step: 43 });
    await vi.advanceTimersByTimeAsync(redrawIntervals.busy);
    expect(getSeries).toHaveBeenLastCalledWith({ id: 'vu-8', fromStep: 25, fromEvaluation: 3 });
    expect([...series.value.batchLoss.slice(-2)]).toEqual([42, 43]);
    expect(series.value.evaluations.map(({ step }) => step)).toEqual([0, 10, 20, 30, 40]);
  });

  it('are pulled at most four times a second, and after the last event', async () => {
    let steps = 0;
    const { getSeries, series, base } = start(async (input) => seriesUpTo(steps, input));
    await vi.advanceTimersByTimeAsync(1000);
    getSeries.mockClear();
    for (let i = 0; i < 60; i++) {
      steps++;
      base.change('vu-8', { step: steps });
      await vi.advanceTimersByTimeAsync(1000 / 60);
    }
    expect(getSeries.mock.calls.length).toBeLessThanOrEqual(5);
    await vi.advanceTimersByTimeAsync(redrawIntervals.busy);
    expect(series.value.batchLoss).toHaveLength(60);
  });

  it('do not follow other runs', async () => {
    const { getSeries, base } = start(async (input) => seriesUpTo(1, input));
    await vi.advanceTimersByTimeAsync(0);
    base.change('vu-9', { step: 5 });
    await vi.advanceTimersByTimeAsync(1000);
    expect(getSeries).toHaveBeenCalledTimes(1);
  });

  it('start over for another run, whatever the first one still answers', async () => {
    const answers: (() => void)[] = [];
    const { series, id } = start(
      (input) => new Promise((resolve) => answers.push(() => resolve(seriesUpTo(input.id === 'vu-8' ? 90 : 4, input)))),
    );
    id.value = 'vu-9';
    await vi.advanceTimersByTimeAsync(0);
    answers.shift()!();
    await vi.advanceTimersByTimeAsync(0);
    expect(series.value.batchLoss).toHaveLength(0);
    answers.shift()!();
    await vi.advanceTimersByTimeAsync(0);
    expect(series.value.batchLoss).toHaveLength(4);
  });

  it('go back where a resumed run goes back', async () => {
    let steps = 45;
    const { series, base } = start(async (input) => seriesUpTo(steps, input));
    await vi.advanceTimersByTimeAsync(0);
    steps = 30;
    base.change('vu-8', { step: 30 });
    await vi.advanceTimersByTimeAsync(redrawIntervals.busy);
    expect(series.value.batchLoss).toHaveLength(30);
    expect(series.value.evaluations).toHaveLength(4);
  });

  it('are asked for again when the window gets the focus', async () => {
    let steps = 3;
    const { series } = start(async (input) => seriesUpTo(steps, input));
    await vi.advanceTimersByTimeAsync(0);
    steps = 9;
    window.dispatchEvent(new Event('focus'));
    await vi.advanceTimersByTimeAsync(0);
    expect(series.value.batchLoss).toHaveLength(9);
  });

  it('keep what they have when a pull fails, and say why', async () => {
    let isBroken = false;
    const { series, problem, base } = start(async (input) => {
      if (isBroken) throw new Error('The connection was lost.');
      return seriesUpTo(5, input);
    });
    await vi.advanceTimersByTimeAsync(0);
    isBroken = true;
    base.change('vu-8', { step: 6 });
    await vi.advanceTimersByTimeAsync(redrawIntervals.busy);
    expect(problem.value).toBe('The connection was lost.');
    expect(series.value.batchLoss).toHaveLength(5);
    isBroken = false;
    base.change('vu-8', { step: 7 });
    await vi.advanceTimersByTimeAsync(redrawIntervals.busy);
    expect(problem.value).toBeNull();
  });

  it('leave no listener behind', async () => {
    const { base } = start(async (input) => seriesUpTo(1, input));
    await vi.advanceTimersByTimeAsync(0);
    stop?.();
    stop = undefined;
    expect(base.listeners()).toBe(0);
  });
});
