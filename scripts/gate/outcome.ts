/** What a check found. Failures and skips are names, so that none can be counted without being said. */

export interface Outcome {
  readonly passed: number;
  readonly failures: readonly string[];
  readonly skips: readonly string[];
  /** What was tried twice, and why. */
  readonly repeats: readonly string[];
}

export const nothing: Outcome = { passed: 0, failures: [], skips: [], repeats: [] };
export const passedOnce: Outcome = { ...nothing, passed: 1 };
export const failedOnce = (name: string): Outcome => ({ ...nothing, failures: [name] });

export function sum(outcomes: readonly Outcome[]): Outcome {
  return {
    passed: outcomes.reduce((total, outcome) => total + outcome.passed, 0),
    failures: outcomes.flatMap((outcome) => outcome.failures),
    skips: outcomes.flatMap((outcome) => outcome.skips),
    repeats: outcomes.flatMap((outcome) => outcome.repeats),
  };
}

/** A suite that ended badly without saying why (a crash, a test file that cannot be loaded) failed all the same. */
export function withStatus(outcome: Outcome, name: string, status: number): Outcome {
  if (status === 0 || outcome.failures.length > 0) return outcome;
  return { ...outcome, failures: [`${name}: ended with status ${status}`] };
}
