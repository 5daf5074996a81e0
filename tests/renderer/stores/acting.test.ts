// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { tellEvery, useActing } from '../../../src/renderer/src/stores/acting.ts';
import { sampleWorkbench } from '../../support/sampleWorkbench.ts';
import { inScope } from '../inScope.ts';

const workbench = sampleWorkbench();
const told = (): number => workbench.calls.filter(({ name }) => name === 'act').length;
let isTraining = true;
let stop = (): void => undefined;

beforeEach(() => {
  vi.useFakeTimers();
  isTraining = true;
  workbench.calls.length = 0;
  stop = inScope(workbench, () => useActing(() => isTraining) ?? true).stop;
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

describe('acting in the window', () => {
  it.each(['pointerdown', 'pointermove', 'wheel', 'keydown', 'popstate'])('is told at the first %s', (type) => {
    window.dispatchEvent(new Event(type));
    expect(told()).toBe(1);
  });

  it('is told a few times a second, however much happens', () => {
    for (let i = 0; i < 100; i++) {
      window.dispatchEvent(new Event('pointermove'));
      vi.advanceTimersByTime(10);
    }
    expect(told()).toBeGreaterThanOrEqual(5);
    expect(told()).toBeLessThanOrEqual(1000 / tellEvery + 1);
  });

  it('is not told while nothing trains', () => {
    isTraining = false;
    window.dispatchEvent(new Event('pointerdown'));
    expect(told()).toBe(0);
  });

  it('does not mind a broken connection', async () => {
    workbench.failNext('act', new Error('gone'));
    window.dispatchEvent(new Event('pointerdown'));
    await vi.advanceTimersByTimeAsync(2 * tellEvery);
    window.dispatchEvent(new Event('pointerdown'));
    expect(told()).toBe(2);
  });

  it('ends with the page', () => {
    stop();
    window.dispatchEvent(new Event('pointerdown'));
    expect(told()).toBe(0);
  });
});
