// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watch } from 'vue';
import { useRun } from '../../../src/renderer/src/run/useRun.ts';
import { redrawIntervals } from '../../../src/renderer/src/stores/activity.ts';
import { sampleWorkbench } from '../../support/sampleWorkbench.ts';
import { inScope } from '../inScope.ts';

let stop: (() => void) | undefined;
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  stop?.();
  vi.useRealTimers();
});

async function start() {
  const workbench = sampleWorkbench();
  const scope = inScope(workbench, () => useRun(() => 'vu-8'));
  stop = scope.stop;
  await vi.advanceTimersByTimeAsync(0);
  const { current } = scope.made;
  const run = () => {
    if (current.value.state !== 'ready') throw new Error('the run is not there');
    return current.value.run;
  };
  return { workbench, current, run };
}

describe('a run on screen', () => {
  it('changes as often as charts may be redrawn, and last to what was heard last', async () => {
    const { workbench, current, run } = await start();
    // A busy machine.
    workbench.emit('activity', { ...(await workbench.api.getActivity({})), busy: 2, workers: 2 });
    const changes = vi.fn();
    watch(current, changes, { flush: 'sync' });
    for (let step = 1; step <= 100; step++) {
      workbench.change('vu-8', { step });
      await vi.advanceTimersByTimeAsync(redrawIntervals.busy / 50);
    }
    expect(changes.mock.calls.length).toBeLessThanOrEqual(3);
    await vi.advanceTimersByTimeAsync(redrawIntervals.watched);
    expect(run().step).toBe(100);
  });

  it('shows a new status at once, and asks for what comes with it', async () => {
    const { workbench, run } = await start();
    workbench.change('vu-8', { step: 1 });
    workbench.change('vu-8', { step: 2, status: 'finished' });
    expect(run()).toMatchObject({ step: 2, status: 'finished' });
    expect(workbench.calls.filter(({ name }) => name === 'getRun')).toHaveLength(2);
  });

  it('keeps what it was started with as the same object', async () => {
    const { workbench, run } = await start();
    const { overrides } = run();
    workbench.change('vu-8', { step: 7, overrides: { ...overrides } });
    expect(run().step).toBe(7);
    expect(run().overrides).toBe(overrides);
  });
});
