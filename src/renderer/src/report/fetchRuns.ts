/** Asks the service for every run of an experiment, one after the other, so that a hundred of them leave it free for others. */

import type { WorkbenchApi } from '../../../shared/contract.ts';
import type { ReportRun } from './report.ts';

export interface FetchOptions {
  /** Called after each run with how many are there. */
  readonly onRun: (done: number) => void;
  /** Aborting rejects with the signal's reason before the next call. */
  readonly signal: AbortSignal;
}

/** @returns in the order of the ids; rejects with the first call's error */
export async function fetchRuns(
  api: Pick<WorkbenchApi, 'getRun' | 'getSeries'>,
  ids: readonly string[],
  { onRun, signal }: FetchOptions,
): Promise<ReportRun[]> {
  const runs: ReportRun[] = [];
  for (const id of ids) {
    signal.throwIfAborted();
    const detail = await api.getRun({ id });
    const series = await api.getSeries({ id, fromStep: 0, fromEvaluation: 0 });
    runs.push({ detail, series });
    onRun(runs.length);
  }
  signal.throwIfAborted();
  return runs;
}
