/** What every run of a report ended with, as the comparison of groups takes it. The same final values as its tables. Pure. */

import { pairKeys } from '../../../shared/stats/grouping.ts';
import type { Outcome } from '../../../shared/stats/pairing.ts';
import { summarize } from '../../../shared/stats/summary.ts';
import type { MetricInfo } from '../compare/metrics.ts';
import type { GroupOutcome } from '../compare/outcomes.ts';
import { finalValue } from './report.ts';
import type { Report } from './report.ts';

/** One entry a group, in the order of the groups. Statistics stand on the runs that finished. */
export function outcomesOf({ groups, byId }: Report, metric: MetricInfo): GroupOutcome[] {
  const paths = Object.keys(groups[0]?.values ?? {});
  const keys = pairKeys(groups.flatMap(({ runs }) => runs), paths); // prettier-ignore
  return groups.map((group) => {
    const outcomes = group.runs.map(({ id, seed, summary }): Outcome => {
      const run = byId.get(id);
      return { id, seed, pairKey: keys.get(id), status: summary.status, value: run ? finalValue(run, metric) : null };
    });
    const finished = outcomes.filter(({ status }) => status === 'finished');
    return {
      key: group.key,
      label: group.label,
      group,
      outcomes,
      final: summarize(finished.map(({ value }) => value)),
      diverged: outcomes.filter(({ status }) => status === 'diverged').length,
    };
  });
}
