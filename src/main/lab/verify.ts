/** A student's files against what is right: the command line and the Lab are two faces of it. */

import { layerWidths } from '../../engine/tensors.ts';
import type { CurveCheck, LabFile, RunSeries } from '../../shared/contract.ts';
import { UserError } from '../../shared/errors.ts';
import { parseSeriesCsv } from '../../shared/series-csv.ts';
import { compareCurve } from '../../shared/verify/curve.ts';
import { verifyArrays, type Verification } from '../../shared/verify/verify.ts';
import { readProblem, type Architecture } from '../export/batch.ts';
import { decodeNpz } from '../export/npz.ts';
import { engineSpecs } from '../runs/specs.ts';
import type { RunRecord } from '../store/store.ts';

/**
 * @param batch the file that was handed out, where the student's does not hold it as well
 * @param given the activations, where no file tells them
 * @throws UserError for files that cannot be read, do not fit together, or hold nothing to check
 */
export function verifyFiles(student: LabFile, batch: LabFile | null, given: Architecture | null): Verification {
  const arrays = decodeNpz(student.bytes, student.name);
  const problem = readProblem(batch ? decodeNpz(batch.bytes, batch.name) : arrays, given, (batch ?? student).name);
  const verification = verifyArrays(problem, arrays);
  if (verification.tensors.length > 0) return verification;
  const held = [...arrays.keys()].join(', ') || 'no arrays';
  throw new UserError('invalid-input', `${student.name}: holds ${held}; expected your values under at least one of ${verification.missing.join(', ')}.`); // prettier-ignore
}

/** @throws UserError for a file that is no curve, and for one that has no step in common with the run */
export function verifyCurve(
  { name, bytes }: LabFile,
  { id, dataset, experiment }: Pick<RunRecord, 'id' | 'dataset' | 'experiment'>,
  { batchLoss, batchError }: Pick<RunSeries, 'batchLoss' | 'batchError'>,
): CurveCheck {
  const series = parseSeriesCsv(new TextDecoder().decode(bytes), name);
  const { train = 0, inputs = 1, classes = 2 } = dataset ?? {};
  const { network, training } = engineSpecs(experiment, { inputs, classes });
  const batchSize = training.batchSize === 'full' ? train : training.batchSize;
  const outputs = layerWidths(network).at(-1)!;
  const verdict = compareCurve(series, { batchLoss, batchError, batchSize, outputs });
  if (verdict.compared === 0)
    throw new UserError('invalid-input', `verify ${name}: has no step in common with run ${id}, whose steps are 1 to ${batchLoss.length}.`); // prettier-ignore
  const shared = Array.from(series.step.keys()).filter((row) => batchLoss[series.step[row]! - 1] !== undefined);
  return {
    verdict,
    step: Float64Array.from(shared, (row) => series.step[row]!),
    given: Float64Array.from(shared, (row) => series.loss[row]!),
    expected: Float64Array.from(shared, (row) => batchLoss[series.step[row]! - 1]!),
  };
}
