import { describe, expect, it } from 'vitest';
import { runCases, targets } from '../../../scripts/fuzz/run.ts';

/** A sample of what scripts/fuzz.ts does at length. */
const cases = 250;

describe.each(targets)('damaged input: $name', (target) => {
  it('is refused in one sentence or is what an independent reader finds', () => {
    const tally = runCases(target, 20, 0, cases);
    expect(tally.violations).toEqual([]);
    expect(tally.refused).toBeGreaterThan(cases / 2);
    expect(tally.accepted).toBeGreaterThan(0);
  });
});
