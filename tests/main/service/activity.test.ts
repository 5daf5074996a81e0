import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { activityOf, watchActivity } from '../../../src/main/service/activity.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const idle = activityOf({ threads: 2, busy: 0, live: [], savedAt: 0, allSaved: true });

describe('the activity', () => {
  it('is told within a quarter of a second when something begins or ends, and its figures once a second', () => {
    let now = idle;
    const tell = vi.fn();
    const stop = watchActivity(() => now, tell);
    vi.advanceTimersByTime(250);
    expect(tell).toHaveBeenLastCalledWith(idle);
    now = { ...idle, busy: 2, running: 2 };
    vi.advanceTimersByTime(250);
    expect(tell).toHaveBeenLastCalledWith(now);
    tell.mockClear();
    for (let i = 0; i < 40; i++) {
      now = { ...now, samplesPerSecond: i };
      vi.advanceTimersByTime(250);
    }
    expect(tell).toHaveBeenCalledTimes(10);
    vi.advanceTimersByTime(1000);
    expect(tell).toHaveBeenLastCalledWith(now);
    tell.mockClear();
    vi.advanceTimersByTime(5000);
    expect(tell).not.toHaveBeenCalled();
    stop();
    expect(vi.getTimerCount()).toBe(0);
  });
});
