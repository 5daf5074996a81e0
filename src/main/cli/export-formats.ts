/** What `export` can write, by format: each makes its bytes of runs of the workspace. */

import type { RunSeries } from '../../shared/contract.ts';
import { UserError } from '../../shared/errors.ts';
import { seriesCsv } from '../export/csv.ts';
import { runOnnx } from '../export/onnx/run.ts';
import { predictionsCsv } from '../export/predictions.ts';
import { tensorboardFolder } from '../export/tensorboard/folder.ts';
import type { RunRecord } from '../store/store.ts';
import { exportBatch } from './export-batch.ts';
import type { ExportRequest, Exported } from './export-request.ts';
import { findRun, wholeRunDocument } from './runs.ts';

type Exporter = (request: ExportRequest) => Promise<Exported>;

export const exportFormats = {
  /** The final weights of one run. */
  npz: async (request) => (await weightsOf('npz', request)).npz,
  /** The series of every run, one row a step. */
  csv: async (request) => seriesCsv(await seriesOf(request)),
  /** What `show --json --series` prints: one object, or a list of them for several runs. */
  json: async (request) => {
    const documents = (await seriesOf(request)).map(({ record, series }) => wholeRunDocument(record, series));
    return `${JSON.stringify(documents.length === 1 ? documents[0] : documents)}\n`;
  },
  /** The network of one run as a model that takes raw images. */
  onnx: async (request) => {
    const { record, npz } = await weightsOf('onnx', request);
    return runOnnx(record, await request.service.openDataset(record.experiment.dataset), npz);
  },
  /** What the final weights of one run say of every image of a split. */
  predictions: async (request) => {
    const record = await oneRun('predictions', request);
    return predictionsCsv(await request.service.predict(record.id, request.options.split));
  },
  /** A log directory: the series of every run as event files. */
  tensorboard: async (request) => tensorboardFolder(await seriesOf(request)),
  /** A batch and weights for a student's own program: of a run, or of an experiment before its first step. */
  batch: exportBatch,
} satisfies Record<string, Exporter>;

async function runsOf({ sources, service }: ExportRequest): Promise<RunRecord[]> {
  return Promise.all(sources.map((id) => findRun(service, id)));
}

async function seriesOf(request: ExportRequest): Promise<{ record: RunRecord; series: RunSeries }[]> {
  const all = [];
  for (const record of await runsOf(request)) all.push({ record, series: await request.service.readSeries(record.id) });
  return all;
}

/** The one run that a file has room for. */
async function oneRun(format: string, request: ExportRequest): Promise<RunRecord> {
  const [record, ...others] = await runsOf(request);
  if (record && others.length === 0) return record;
  throw new UserError(
    'invalid-input',
    `export --format ${format}: given ${request.sources.length} runs, expected one run a file.`,
  );
}

async function weightsOf(format: string, request: ExportRequest): Promise<{ record: RunRecord; npz: Uint8Array }> {
  const record = await oneRun(format, request);
  const npz = await request.service.readWeights(record.id);
  if (npz) return { record, npz };
  throw new UserError('not-found', `export: run ${record.id} has no weights, since it is ${record.status}.`);
}
