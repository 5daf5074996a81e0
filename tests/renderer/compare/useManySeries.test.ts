// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ref } from 'vue';
import { SeriesBuffer } from '../../../src/renderer/src/compare/seriesBuffer.ts';
import { useManySeries } from '../../../src/renderer/src/compare/useManySeries.ts';
import { redrawIntervals } from '../../../src/renderer/src/stores/activity.ts';
import type { WorkbenchApi } from '../../../src/shared/contract.ts';
import { sampleWorkbench } from '../../support/sampleWorkbench.ts';
import { inScope } from '../inScope.ts';
import { seriesUpTo } from '../run/samples.ts';

let stop: (() => void) | undefined;
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  stop?.();
  vi.useRealTimers();
});

function start(wanted: string[], answer: WorkbenchApi['getSeries']) {
  const getSeries = vi.fn(answer);
  const base = sampleWorkbench();
  const ids = ref(wanted);
  const scope = inScope({ ...base, api: { ...base.api, getSeries } }, () => useManySeries(() => ids.value));
  stop = scope.stop;
  return { ...scope.made, getSeries, ids, base };
}
const arrive = () => vi.advanceTimersByTimeAsync(redrawIntervals.busy + 1);

describe('the series of many runs', () => {
  it('are pulled whole, then only what a changed run lacks; the others stay the same objects', async () => {
    let steps = 20;
    const { series, getSeries, base } = start(['vu-0', 'vu-8'], async (input) => seriesUpTo(steps, input));
    await arrive();
    expect([...series.value.keys()]).toEqual(['vu-0', 'vu-8']);
    const before = series.value;
    getSeries.mockClear();
    steps = 35;
    base.change('vu-8', { step: 35 });
    await arrive();
    expect(getSeries.mock.calls).toEqual([[{ id: 'vu-8', fromStep: 20, fromEvaluation: 3 }]]);
    expect(series.value.get('vu-8')!.batchLoss).toHaveLength(35);
    expect(series.value.get('vu-0')).toBe(before.get('vu-0'));
  });

  it.each([
    ['four times a second', 0, false, redrawIntervals.free],
    ['once a second while every worker trains and the mouse moves', 2, true, redrawIntervals.busy],
    ['every two seconds while every worker trains and nobody touches anything', 2, false, redrawIntervals.watched],
  ])('ask at most %s, whatever happens meanwhile', async (_, busy, isTouched, interval) => {
    const { getSeries, base } = start(['vu-8'], async (input) => seriesUpTo(10, input));
    await arrive();
    await vi.advanceTimersByTimeAsync(2000);
    base.emit('activity', { ...(await base.api.getActivity({})), busy });
    getSeries.mockClear();
    const lasting = 4 * interval;
    for (let i = 0; i < lasting / 20; i++) {
      base.change('vu-8', { step: i });
      if (isTouched) window.dispatchEvent(new MouseEvent('mousemove'));
      await vi.advanceTimersByTimeAsync(20);
    }
    expect(getSeries.mock.calls.length).toBeLessThanOrEqual(5);
    expect(getSeries.mock.calls.length).toBeGreaterThanOrEqual(3);
  });

  it('keep what is known when runs come, and forget runs that go', async () => {
    const { series, getSeries, ids } = start(['vu-0'], async (input) => seriesUpTo(10, input));
    await arrive();
    ids.value = ['vu-0', 'vu-1'];
    await arrive();
    expect(getSeries.mock.calls.map(([{ id }]) => id)).toEqual(['vu-0', 'vu-1']);
    ids.value = ['vu-1'];
    await arrive();
    expect([...series.value.keys()]).toEqual(['vu-1']);
  });

  it('say why a run could not be read, and go on with the others', async () => {
    const { series, problem } = start(['bad', 'vu-0'], async (input) => {
      if (input.id === 'bad') throw new Error('There is no run bad.');
      return seriesUpTo(10, input);
    });
    await arrive();
    expect(problem.value).toBe('There is no run bad.');
    expect([...series.value.keys()]).toEqual(['vu-0']);
  });
});

describe('a series buffer', () => {
  it('starts again where a resumed run does, and leaves views handed out as they were', () => {
    const buffer = new SeriesBuffer();
    expect(buffer.append(seriesUpTo(30, buffer.missing))).toBe(true);
    const before = buffer.series!;
    expect(buffer.append(seriesUpTo(30, buffer.missing))).toBe(false);
    const again = { ...seriesUpTo(30, { fromStep: 10, fromEvaluation: 1 }), batchLoss: Float32Array.of(7, 8) };
    expect(buffer.append(again)).toBe(true);
    expect([...buffer.series!.batchLoss.slice(8)]).toEqual([9, 10, 7, 8]);
    expect(before.batchLoss).toHaveLength(30);
    expect(before.batchLoss[10]).toBe(11);
  });
});
