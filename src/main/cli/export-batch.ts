/**
 * `export <run | experiment> --format batch`: training images and weights for a student's own program; of a run with its
 * final weights, of an experiment or a recipe with those it starts from.
 */

import { UserError } from '../../shared/errors.ts';
import type { Experiment } from '../../shared/experiment.ts';
import { prepareData } from '../datasets/prepare.ts';
import { encodeBatch, problemOf } from '../export/batch.ts';
import { decodeNpz, type NamedArrays } from '../export/npz.ts';
import { chooseExperiment } from './experiment.ts';
import type { ExportRequest } from './export-request.ts';
import { gradcheckInput, withSamples } from '../lab/input.ts';
import { findRun, runsBeginning } from './runs.ts';

export async function exportBatch(request: ExportRequest): Promise<Uint8Array> {
  const { sources, options, service } = request;
  const [source] = sources;
  if (source === undefined || sources.length > 1)
    throw new UserError('invalid-input', `export --format batch: given ${sources.length} runs, expected one.`);
  const { experiment, weights } = await findSource(source, request);
  const input = await gradcheckInput(
    experiment,
    weights,
    async () => {
      const { data, use } = prepareData(await service.openDataset(experiment.dataset), experiment.dataset);
      return { data, classes: use.classes };
    },
    source,
  );
  return encodeBatch(problemOf(withSamples(input, options.samples, 'export --samples')), options.expected === true);
}

interface BatchSource {
  readonly experiment: Experiment;
  /** Null draws them as the experiment says. */
  readonly weights: NamedArrays | null;
}

async function findSource(source: string, { options, service, host }: ExportRequest): Promise<BatchSource> {
  // What is no run may be an experiment.
  if ((await runsBeginning(service, source)).length === 0) {
    const { experiment } = await chooseExperiment(source, { ...options, set: [], threads: 1 }, host);
    return { experiment, weights: null };
  }
  const run = await findRun(service, source);
  const npz = await service.readWeights(run.id);
  if (!npz) throw new UserError('not-found', `export: run ${run.id} has no weights, since it is ${run.status}.`);
  return { experiment: run.experiment, weights: decodeNpz(npz, `run ${run.id}`) };
}
