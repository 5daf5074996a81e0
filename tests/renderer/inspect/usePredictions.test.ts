// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { flushPromises } from '@vue/test-utils';
import { nextTick, shallowRef } from 'vue';
import { PredictionCache } from '../../../src/renderer/src/inspect/predictionCache.ts';
import { usePredictions } from '../../../src/renderer/src/inspect/usePredictions.ts';
import type { PredictionWish } from '../../../src/renderer/src/inspect/usePredictions.ts';
import type { Predictions, WorkbenchApi } from '../../../src/shared/contract.ts';
import { UserError } from '../../../src/shared/errors.ts';
import { samplePredictions } from '../../support/sampleAnalysis.ts';
import { sampleWorkbench } from '../../support/sampleWorkbench.ts';
import { inScope } from '../inScope.ts';

type Ask = WorkbenchApi['getPredictions'];
let stop: (() => void) | undefined;
afterEach(() => stop?.());

const wishFor = (step: number, ...ahead: number[]): PredictionWish => ({
  key: { id: 'run', step, split: 'test' },
  ahead: ahead.map((one) => ({ id: 'run', step: one, split: 'test' })),
});

function start(ask: Ask, first: PredictionWish) {
  const getPredictions = vi.fn(ask);
  const hurryPredictions = vi.fn(async () => undefined);
  const onAhead = vi.fn((_found: Predictions): void => undefined);
  const base = sampleWorkbench();
  const wish = shallowRef<PredictionWish | null>(first);
  const scope = inScope(Object.assign(base, { api: { ...base.api, getPredictions, hurryPredictions } }), () =>
    usePredictions(() => wish.value, 'lane', { onAhead }),
  );
  stop = scope.stop;
  const asked = (): [number | null, string | undefined][] =>
    getPredictions.mock.calls.map(([{ step, lane }]) => [step, lane]);
  return { ...scope.made, wish, asked, getPredictions, hurryPredictions, onAhead };
}
const at: Ask = async ({ id, step, split }) => samplePredictions(id, step, split);

describe('usePredictions', () => {
  it('shows what is wished for, then fetches the neighbours ahead, as what may wait', async () => {
    const { predictions, isBehind, asked, getPredictions, onAhead } = start(at, wishFor(550, 0, 1100));
    expect(isBehind.value).toBe(true);
    await flushPromises();
    expect(predictions.value?.step).toBe(550);
    expect(isBehind.value).toBe(false);
    expect(asked()).toEqual([
      [550, 'lane'],
      [0, 'lane'],
      [1100, 'lane'],
    ]);
    expect(getPredictions.mock.calls.map(([{ isAhead }]) => isAhead)).toEqual([false, true, true]);
    expect(onAhead.mock.calls.map(([{ step }]) => step)).toEqual([0, 1100]);
  });

  it('shows what was fetched ahead without asking again', async () => {
    const { predictions, wish, asked } = start(at, wishFor(550, 1100));
    await flushPromises();
    wish.value = wishFor(1100, 550);
    await nextTick();
    expect(predictions.value?.step).toBe(1100);
    await flushPromises();
    expect(asked()).toHaveLength(2);
  });

  it('keeps what is shown while a dragged slider overtakes its own questions', async () => {
    const answers = new Map<number | null, (found: Predictions) => void>();
    const slow: Ask = ({ step }) => new Promise((resolve) => answers.set(step, resolve));
    const { predictions, isBehind, wish } = start(slow, wishFor(0));
    await nextTick();
    answers.get(0)?.(samplePredictions('run', 0));
    await flushPromises();
    wish.value = wishFor(550);
    await nextTick();
    wish.value = wishFor(1100);
    await nextTick();
    expect(predictions.value?.step).toBe(0);
    answers.get(550)?.(samplePredictions('run', 550));
    await flushPromises();
    expect(predictions.value?.step).toBe(0);
    expect(isBehind.value).toBe(true);
    answers.get(1100)?.(samplePredictions('run', 1100));
    await flushPromises();
    expect(predictions.value?.step).toBe(1100);
  });

  it('waits for what is being fetched ahead instead of asking for it again, and hurries it', async () => {
    const answers = new Map<number | null, (found: Predictions) => void>();
    const slow: Ask = ({ step }) => new Promise((resolve) => answers.set(step, resolve));
    const { predictions, wish, asked, hurryPredictions } = start(slow, wishFor(0, 550));
    await nextTick();
    answers.get(0)?.(samplePredictions('run', 0));
    await flushPromises();
    wish.value = wishFor(550);
    await nextTick();
    expect(hurryPredictions.mock.calls).toEqual([[{ id: 'run', step: 550, split: 'test' }]]);
    answers.get(550)?.(samplePredictions('run', 550));
    await flushPromises();
    expect(predictions.value?.step).toBe(550);
    expect(asked()).toHaveLength(2);
  });

  it('never shows figures of another split, and says what failed', async () => {
    const { predictions, problem, wish, getPredictions, retry } = start(at, wishFor(550));
    await flushPromises();
    getPredictions.mockRejectedValueOnce(new UserError('dataset', 'The images are gone.'));
    wish.value = { key: { id: 'run', step: 550, split: 'train' }, ahead: [] };
    await flushPromises();
    expect(predictions.value).toBeNull();
    expect(problem.value).toBe('The images are gone.');
    retry();
    await flushPromises();
    expect(predictions.value?.split).toBe('train');
    expect(problem.value).toBeNull();
  });

  it('ignores that an outdated question was cancelled', async () => {
    const cancelled: Ask = ({ step, id, split }) =>
      step === 0
        ? Promise.reject(new UserError('cancelled', 'A later call took its place.'))
        : Promise.resolve(samplePredictions(id, step, split));
    const { problem, predictions, wish } = start(cancelled, wishFor(0));
    wish.value = wishFor(550);
    await flushPromises();
    expect(problem.value).toBeNull();
    expect(predictions.value?.step).toBe(550);
  });
});

it('keeps as many predictions as fit, the latest used of them', () => {
  const one = samplePredictions('run', 0);
  const size = one.labels.byteLength + one.numbers.byteLength + one.probabilities.byteLength + one.losses.byteLength;
  const cache = new PredictionCache(2 * size);
  const key = (step: number) => ({ id: 'run', step, split: 'test' }) as const;
  cache.set(key(0), one);
  cache.set(key(1), one);
  cache.get(key(0));
  cache.set(key(2), one);
  expect([0, 1, 2].map((step) => cache.get(key(step)) !== undefined)).toEqual([true, false, true]);
});
