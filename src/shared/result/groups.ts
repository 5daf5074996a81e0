/** Runs that differ by their seed alone, summed up: one group for every combination of swept settings. */

import { splitNames } from '../experiment.ts';
import type { Overrides } from '../contract.ts';
import type { Summary } from '../stats/summary.ts';
import { summarize } from '../stats/summary.ts';
import type { ResultRun } from './document.ts';

/** Statistics of one figure over the members used. */
export type StatisticsDocument = Omit<Summary, 'nUsed'>;

export interface SplitStatistics {
  readonly loss: StatisticsDocument;
  readonly error: StatisticsDocument;
}

export interface GroupDocument {
  readonly overrides: Overrides;
  /** All members. */
  readonly n: number;
  /** Members the statistics stand on: those that finished. */
  readonly nUsed: number;
  readonly diverged: number;
  /** Null for a split that does not exist. */
  readonly final: {
    readonly train: SplitStatistics | null;
    readonly validation: SplitStatistics | null;
    readonly test: SplitStatistics | null;
  };
}

/** Groups in the order of their first run. */
export function groupDocuments(runs: readonly ResultRun[]): GroupDocument[] {
  return groupRuns(runs).map((members) => {
    // A run that failed or was interrupted has no final value that could stand beside the others'.
    const used = members.filter((run) => run.status === 'finished');
    const [train, validation, test] = splitNames.map((split) => splitStatistics(members, used, split));
    return {
      overrides: members[0]!.overrides,
      n: members.length,
      nUsed: used.length,
      diverged: members.filter((run) => run.status === 'diverged').length,
      final: { train: train!, validation: validation!, test: test! },
    };
  });
}

/** Members by their swept settings. */
export function groupRuns<Run extends { readonly overrides: Overrides }>(runs: readonly Run[]): Run[][] {
  return [...Map.groupBy(runs, (run) => JSON.stringify(run.overrides)).values()];
}

function splitStatistics(
  members: readonly ResultRun[],
  used: readonly ResultRun[],
  split: (typeof splitNames)[number],
): SplitStatistics | null {
  if (!members.some((run) => run.final?.[split])) return null;
  const of = (figure: 'loss' | 'error'): StatisticsDocument => {
    const { nUsed: _, ...statistics } = summarize(used.map((run) => run.final?.[split]?.[figure] ?? null));
    return statistics;
  };
  return { loss: of('loss'), error: of('error') };
}
