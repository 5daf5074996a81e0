import { describe, expect, it } from 'vitest';
import { secondsAt } from '../../../src/shared/stats/seconds.ts';

const score = { loss: 1, error: 0.5 };
const evaluation = (step: number, seconds?: number) => ({
  step,
  epoch: step / 10,
  ...(seconds === undefined ? {} : { seconds }),
  train: score,
  validation: null,
  test: null,
});
const series = (steps: number, evaluations: ReturnType<typeof evaluation>[]) => ({
  fromStep: 0,
  batchLoss: new Float32Array(steps),
  evaluations,
});
const at = (...steps: number[]) => Float64Array.from(steps);

describe('the seconds of a run at its steps', () => {
  it('are what the clock said at evaluations, and lie evenly in between', () => {
    // Ten quick steps, then ten that took five times as long.
    const run = series(20, [evaluation(0, 0.5), evaluation(10, 1.5), evaluation(20, 6.5)]);
    expect([...secondsAt(at(0, 5, 10, 12, 20), run, 6.6)!]).toEqual([0.5, 1, 1.5, 2.5, 6.5]);
  });

  it('reach from the last evaluation to the end of the run', () => {
    const run = series(30, [evaluation(10, 1), evaluation(20, 2)]);
    expect([...secondsAt(at(1, 10, 25, 30), run, 4)!]).toEqual([0.1, 1, 3, 4]);
    // A total that is older than the series never turns time back.
    expect([...secondsAt(at(30), run, 1)!]).toEqual([2]);
  });

  it('never fall, whatever steps are asked for', () => {
    const run = series(
      40,
      [0, 7, 19, 40].map((step) => evaluation(step, step ** 1.5)),
    );
    const found = secondsAt(
      Float64Array.from({ length: 41 }, (_, step) => step),
      run,
      300,
    )!;
    for (let i = 1; i < found.length; i++) expect(found[i]).toBeGreaterThan(found[i - 1]!);
  });

  it('are unknown where nobody read the clock', () => {
    expect(secondsAt(at(1, 2), series(10, [evaluation(0), evaluation(10)]), 3)).toBeNull();
  });

  it('stand still where a run has one evaluation and no step', () => {
    expect([...secondsAt(at(0), series(0, [evaluation(0, 0.2)]), 0.2)!]).toEqual([0.2]);
  });
});
