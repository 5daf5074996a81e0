import { afterEach, describe, expect, it, vi } from 'vitest';
import { giveWay, nobodyActs, restFor, rests } from '../../src/engine/courtesy.ts';

afterEach(() => void vi.restoreAllMocks());

/** A thread that trains, by a clock that the test moves; resting takes no time here. */
function trains() {
  const word = new Int32Array(new SharedArrayBuffer(4));
  let time = 1000;
  const wait = vi.spyOn(Atomics, 'wait').mockReturnValue('timed-out');
  const courtesy = giveWay(word, () => time);
  return {
    /** One step of so many milliseconds; returns how long it rests after it. */
    step(milliseconds: number): number {
      time += milliseconds;
      wait.mockClear();
      courtesy();
      return wait.mock.calls[0]?.[3] ?? 0;
    },
    /** @param rest thousandths of the time worked; 0 when nobody acts */
    setRest: (rest: number) => Atomics.store(word, 0, rest),
    /** What the last rest waits for. */
    waitedFor: () => ({ isWord: Object.is(wait.mock.calls[0]?.[0], word), value: wait.mock.calls[0]?.[2] }),
  };
}

describe('the rests of all threads', () => {
  it.each([1, 2, 3, 4, 16, 256])('leave about a core and a half free of %i', (threads) => {
    const rest = restFor(threads) / 1000;
    const free = threads * (rest / (1 + rest));
    expect(free).toBeCloseTo(Math.min(1.5, 0.75 * threads), 0);
    expect(rest).toBeLessThanOrEqual(3);
  });
});

describe('a training thread', () => {
  it('never rests while nobody acts', () => {
    const { step } = trains();
    for (let i = 0; i < 100; i++) expect(step(7)).toBe(0);
  });

  it('rests in proportion to its work while somebody acts, and ends the rest when nobody does any more', () => {
    const { step, setRest, waitedFor } = trains();
    setRest(1000);
    expect(step(5)).toBe(5);
    expect(waitedFor()).toEqual({ isWord: true, value: 1000 });
    expect(step(8)).toBe(8);
    setRest(3000);
    expect(step(8)).toBe(24);
    setRest(nobodyActs);
    expect(step(8)).toBe(0);
  });

  it('adds short steps up before it rests', () => {
    const { step, setRest } = trains();
    setRest(1000);
    expect([step(0.75), step(0.75), step(0.75), step(0.75)]).toEqual([0, 0, 2.25, 0]);
  });

  it('rests at once and never long when somebody begins to act after hours', () => {
    const { step, setRest } = trains();
    step(3_600_000);
    setRest(1000);
    expect(step(1)).toBe(rests.longest);
  });
});
