/** The outcomes of an experiment's expectations as the window shows them. Pure; the judging is done by the service. */

import type { Expectation, Experiment } from '../../../shared/experiment.ts';
import { basisSaid, boundsSaid, figureFormat, figureSaid, groupSaid, measuredSaid, seedsSaid, verdictOf } from '../../../shared/result/expectationText.ts'; // prettier-ignore
import type { Verdict } from '../../../shared/result/expectationText.ts';
import { tellsOfTest } from '../../../shared/result/expectationValue.ts';
import type { ExpectationResult } from '../../../shared/result/expectations.ts';

export interface ShownExpectation {
  readonly title: string;
  /** Of a sweep's group; empty else. */
  readonly group: string;
  readonly verdict: Verdict | 'hidden';
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  /** Every seed's own figure, or every group's. */
  readonly each: readonly string[];
  readonly quote: string | null;
  readonly note: string | null;
}

export const verdictLooks = {
  reproduced: { icon: 'i-lucide-badge-check', color: 'text-success' },
  'not reproduced': { icon: 'i-lucide-badge-x', color: 'text-error' },
  'not judged': { icon: 'i-lucide-badge-minus', color: 'text-muted' },
  hidden: { icon: 'i-lucide-eye-off', color: 'text-muted' },
} as const satisfies Record<Verdict | 'hidden', { icon: string; color: string }>;

/** @param testIsHidden what tells of the test images then carries no figure of ours */
export function shownExpectation(
  result: ExpectationResult,
  experiment: Experiment,
  testIsHidden: boolean,
): ShownExpectation {
  const isHidden = testIsHidden && tellsOfTest(result, experiment);
  const write = figureFormat(result.metric);
  const basis = basisSaid(result);
  const ours = result.groups ? write(result.value) : measuredSaid(result);
  const published = result.published === null ? [] : [{ name: 'published', value: write(result.published) }];
  const measured = { name: result.groups ? 'here, last group' : 'here', value: isHidden ? 'not revealed' : ours };
  const groups = result.groups?.map((overrides, i) => `${groupSaid(overrides)}: ${write(result.values[i] ?? null)}`);
  return {
    title: figureSaid(result, experiment),
    group: result.overrides ? groupSaid(result.overrides) : '',
    verdict: isHidden ? 'hidden' : verdictOf(result),
    facts: [
      ...published,
      { name: 'expected', value: boundsSaid(result) },
      measured,
      ...(basis && !result.groups ? [{ name: 'judged', value: basis }] : []),
    ],
    each: isHidden ? [] : (groups ?? seedsSaid(result)),
    quote: result.quote,
    note: result.note,
  };
}

/** An expectation before anything was run: `training error at the end: 11.50 % to 14.50 %, published 13.00 %`. */
export function expectedSaid(expectation: Expectation): string {
  const { metric, published } = expectation;
  const source = published === undefined ? '' : `, published ${figureFormat(metric)(published)}`;
  return `${figureSaid(expectation, { training: {} })}: ${boundsSaid(expectation)}${source}`;
}

/** One word for all of them: reproduced only where every one is. Null where nothing can be shown. */
export function overallVerdict(verdicts: readonly (Verdict | 'hidden')[]): Verdict | null {
  const seen = verdicts.filter((verdict) => verdict !== 'hidden');
  if (seen.length === 0) return null;
  if (seen.includes('not reproduced')) return 'not reproduced';
  return seen.includes('not judged') ? 'not judged' : 'reproduced';
}
