/**
 * The series of a run as a TensorBoard event file: scalars `loss/batch`, `error/batch` for every step and `loss/train`,
 * `error/test` and so on for every evaluation, so that TensorBoard groups what belongs on one axis. Pure.
 * Source of the field numbers: tensorboard/compat/proto/{event,summary}.proto.
 */

import type { RunSeries } from '../../../shared/contract.ts';
import { splitNames } from '../../../shared/experiment.ts';
import type { RunRecord } from '../../store/store.ts';
import { encodeMessage, type Fields } from '../protobuf.ts';
import { encodeRecord } from './record.ts';

const scalar = { tag: [1, 'string'], simpleValue: [2, 'float'] } satisfies Fields;
const eventProto = {
  wallTime: [1, 'double'],
  step: [2, 'int'],
  fileVersion: [3, 'string'],
  summary: [5, { value: [1, scalar, 'repeated'] }],
} satisfies Fields;

type Timed = Pick<RunRecord, 'startedAt' | 'endedAt' | 'seconds'>;

/** The bytes of an event file. Steps are as in the CSV: `loss/batch` of step t was measured before update t. */
export function encodeEvents(run: Timed, series: RunSeries): Uint8Array {
  const start = (run.startedAt ?? 0) / 1000;
  const end = run.endedAt === null ? start + run.seconds : run.endedAt / 1000;
  const last = Math.max(1, series.batchLoss.length);
  const evaluations = new Map(series.evaluations.map((evaluation) => [evaluation.step, evaluation]));
  const records = [encodeRecord(encodeMessage(eventProto, { wallTime: start, fileVersion: 'brain.Event:2' }))];
  for (let step = 0; step <= Math.max(series.batchLoss.length, ...evaluations.keys()); step++) {
    const value = [...batchScalars(series, step), ...splitScalars(evaluations.get(step))];
    if (value.length === 0) continue;
    // Single steps are not timed: they are spread evenly over the run.
    const wallTime = start + ((end - start) * step) / last;
    records.push(encodeRecord(encodeMessage(eventProto, { wallTime, step, summary: { value } })));
  }
  return Uint8Array.from(Buffer.concat(records));
}

function batchScalars({ batchLoss, batchError }: RunSeries, step: number) {
  if (step === 0) return [];
  return [
    { tag: 'loss/batch', simpleValue: batchLoss[step - 1]! },
    { tag: 'error/batch', simpleValue: batchError[step - 1]! },
  ];
}

function splitScalars(evaluation: RunSeries['evaluations'][number] | undefined) {
  return splitNames.flatMap((split) => {
    const score = evaluation?.[split];
    if (!score) return [];
    return [
      { tag: `loss/${split}`, simpleValue: score.loss },
      { tag: `error/${split}`, simpleValue: score.error },
    ];
  });
}
