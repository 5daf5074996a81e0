import { describe, expect, it } from 'vitest';
import { createPace } from '../../../src/engine/simd/pace.ts';

/** Steps that take as long as given; returns how many of them were shared. */
function training(cost: (shared: boolean, step: number) => number) {
  let time = 0;
  let step = 0;
  const pace = createPace(() => time);
  return (steps: number): number => {
    let sharedSteps = 0;
    for (const end = step + steps; step < end; step++) {
      const shared = pace.begin();
      if (shared) sharedSteps++;
      time += cost(shared, step);
      pace.end();
    }
    return sharedSteps;
  };
}

describe('the pace of a run', () => {
  it('shares nearly all steps where that is faster', () => {
    const run = training((shared) => (shared ? 1 : 2));
    expect(run(10_000)).toBeGreaterThan(9800);
  });

  it('shares only to try where that is slower', () => {
    const run = training((shared) => (shared ? 2 : 1));
    expect(run(10_000)).toBeLessThan(200);
  });

  it('notices when it changes', () => {
    const run = training((shared, step) => (shared === step < 5000 ? 1 : 2));
    expect(run(5000)).toBeGreaterThan(4800);
    run(1600);
    expect(run(3400)).toBeLessThan(200);
  });

  it('is not misled by steps that something else held up', () => {
    const run = training((shared, step) => (shared ? 1 : 2) + (step % 5 === 0 ? 40 : 0));
    expect(run(10_000)).toBeGreaterThan(9800);
  });
});
