import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { nobodyActs, restFor } from '../../../src/engine/courtesy.ts';
import { actLasts, Attention } from '../../../src/main/runs/attention.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('attention', () => {
  it('lasts from an act until nothing has come for a moment, and wakes who rests', () => {
    const notify = vi.spyOn(Atomics, 'notify');
    const given = new Attention();
    const word = new Int32Array(given.memory);
    expect(word[0]).toBe(nobodyActs);
    given.act(2);
    expect(word[0]).toBe(restFor(2));
    vi.advanceTimersByTime(actLasts - 1);
    given.act(2);
    vi.advanceTimersByTime(actLasts - 1);
    expect(word[0]).toBe(restFor(2));
    expect(notify).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(word[0]).toBe(nobodyActs);
    expect(notify).toHaveBeenCalledTimes(1);
    expect(vi.getTimerCount()).toBe(0);
    given.act(2);
    expect(word[0]).toBe(restFor(2));
  });
});
