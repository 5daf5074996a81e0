/**
 * Decides whether the steps of a run are shared between threads: only while that is faster. What sharing costs depends on
 * where the threads run and on what else the machine does, so it is measured, again and again, and never assumed.
 */

/** Steps in a row that are timed; the first of them only bring the weights into the right caches. */
const trialSteps = 16;
const warmSteps = 4;
/** Steps between two trials: one way of each trial is the slower one, which must not be felt. */
const settledSteps = 1500;

export interface Pace {
  /** To be called before each step that could be shared; true when it should be. */
  begin(): boolean;
  /** To be called after it. */
  end(): void;
}

/** @param now milliseconds of a clock that never goes back */
export function createPace(now: () => number): Pace {
  const medians = { shared: 0, alone: 0 };
  let stage: 'shared' | 'alone' | 'settled' = 'shared';
  let steps = 0;
  let begun = 0;
  let times: number[] = [];

  /** Medians, since other programs hold up single steps for milliseconds. */
  function endTrial(): void {
    if (stage !== 'settled') medians[stage] = times.sort((a, b) => a - b)[times.length >> 1]!;
    times = [];
    steps = 0;
    stage = stage === 'shared' ? 'alone' : stage === 'alone' ? 'settled' : 'shared';
  }

  return {
    begin() {
      begun = now();
      return stage === 'settled' ? medians.shared < medians.alone : stage === 'shared';
    },
    end() {
      steps++;
      if (stage !== 'settled' && steps > warmSteps) times.push(now() - begun);
      if (steps === (stage === 'settled' ? settledSteps : trialSteps)) endTrial();
    },
  };
}
