/** An interrupted run, ready to be queued again: from its last checkpoint, or from its beginning where it has none. */

import { UserError } from '../../shared/errors.ts';
import { issuesError } from '../../shared/parse.ts';
import { decodeTensors } from '../runs/checkpoints.ts';
import type { QueuedRun } from '../runs/liveRun.ts';
import { rankingErrors } from '../runs/record.ts';
import type { RunRecord, Store } from '../store/store.ts';
import type { Planned } from './plan.ts';

/**
 * @param id of a run that this process has claimed
 * @param dataPath where its images lie now; null where they were
 */
export async function resumedRun(
  store: Store,
  plan: (input: unknown) => Promise<Planned>,
  id: string,
  dataPath: string | null,
): Promise<QueuedRun> {
  const record = await store.getRun(id);
  if (!record) throw new UserError('not-found', `resume: run ${id} is no longer in the workspace.`);
  const { dataset } = record.experiment;
  const experiment = dataPath === null ? record.experiment : { ...record.experiment, dataset: { ...dataset, path: dataPath } }; // prettier-ignore
  const planned = await plan(experiment);
  if (!planned.ok) throw issuesError(`resume: run ${id}`, planned.issues);
  const { work } = planned.planned.runs[0]!;
  const point = await store.readResumePoint(id);
  const from = point?.state ?? null;
  const step = from?.step ?? 0;
  const { evaluations } = await store.readSeries(id, 0, 0);
  const seen = from ? evaluations.filter((evaluation) => evaluation.step <= step) : [];
  const resumed: RunRecord = {
    ...record,
    experiment,
    step,
    seconds: point?.seconds ?? 0,
    resumedFromStep: step,
    endedAt: null,
  };
  return {
    record: resumed,
    work,
    from,
    tensors: point && decodeTensors(point.npz, id),
    errors: rankingErrors(record, seen),
  };
}
