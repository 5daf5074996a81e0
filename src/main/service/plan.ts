/**
 * From whatever a person wrote to a plan of its runs, or to everything that is wrong with it: the schema, the sweep, the
 * data, the network and the memory are all checked before anything is stored.
 */

import { bytesFrom } from '../../engine/simd/images.ts';
import { layoutNetwork, shapeOf } from '../../engine/simd/layout.ts';
import type { ImageStore } from '../../engine/spec.ts';
import { batchSizeOf } from '../../engine/trainer.ts';
import { densityOf, runWork, type RunWork } from '../../engine/work.ts';
import { layerWidths, parameterCount } from '../../engine/tensors.ts';
import type { Plan, SpecIssue } from '../../shared/contract.ts';
import { UserError } from '../../shared/errors.ts';
import type { DatasetSpec, Experiment } from '../../shared/experiment.ts';
import { parseExperiment } from '../../shared/parse.ts';
import { expandSweep, type RunPlan } from '../../shared/sweep.ts';
import type { Dataset } from '../datasets/dataset.ts';
import type { PreparedData } from '../datasets/prepare.ts';
import { outputProblem } from '../datasets/split.ts';
import { engineSpecs } from '../runs/specs.ts';
import { estimateSeconds } from '../runs/speed.ts';

/** The most shared memory that WebAssembly can address, less what the images and the allocator need around it. */
export const mostMemory = 3.5 * 2 ** 30;

export interface PlannedRun extends RunPlan {
  readonly prepared: PreparedData;
  readonly work: RunWork;
  readonly parameters: number;
  readonly widths: readonly number[];
  /** Bytes of the run's block in shared memory. */
  readonly memory: number;
}

export interface PlannedExperiment {
  readonly experiment: Experiment;
  readonly runs: readonly PlannedRun[];
  readonly dataset: Dataset;
}

export type Planned =
  | { readonly ok: true; readonly planned: PlannedExperiment }
  | { readonly ok: false; readonly issues: readonly SpecIssue[] };

export type OpenDataset = (spec: DatasetSpec) => Promise<Dataset>;

/** What planning needs of the data: the dataset itself, and its preparation for one run. */
export interface PlanSources {
  readonly open: OpenDataset;
  readonly prepare: (spec: DatasetSpec) => Promise<PreparedData>;
}

/** Validates an experiment completely, loading its data. */
export async function planExperiment(input: unknown, { open, prepare }: PlanSources): Promise<Planned> {
  const parsed = parseExperiment(input);
  if (!parsed.ok) return parsed;
  const expanded = expandSweep(parsed.experiment);
  if (!expanded.ok) return expanded;
  const { experiment } = parsed;
  try {
    const { runs } = expanded;
    const prepared = await prepareAll(runs, prepare);
    const dataset = await open(runs[0]!.experiment.dataset);
    return { ok: true, planned: { experiment, runs: planRuns(runs, prepared), dataset } };
  } catch (error) {
    if (error instanceof UserError) return { ok: false, issues: [issueOf(error)] };
    throw error;
  }
}

/**
 * The data of each run, by position. To prepare a section asks the file system and the store, so what many runs share is
 * prepared once.
 */
async function prepareAll(runs: readonly RunPlan[], prepare: PlanSources['prepare']): Promise<PreparedData[]> {
  const known = new Map<string, PreparedData>();
  const all: PreparedData[] = [];
  for (const { experiment } of runs) {
    const key = JSON.stringify(experiment.dataset);
    const prepared = known.get(key) ?? (await prepare(experiment.dataset));
    known.set(key, prepared);
    all.push(prepared);
  }
  return all;
}

/** @param prepared the data of each run, by position */
function planRuns(runs: readonly RunPlan[], prepared: readonly PreparedData[]): PlannedRun[] {
  let last: PlannedRun | undefined;
  return runs.map((run, i) => {
    // The repeats of a combination follow one another and differ in nothing that costs work or memory.
    const same = last && last.overrides === run.overrides && last.prepared === prepared[i];
    last = same && last ? { ...last, ...run } : planRun(run, prepared[i]!);
    return last;
  });
}

function planRun(run: RunPlan, prepared: PreparedData): PlannedRun {
  const { data, use } = prepared;
  const { network, training } = engineSpecs(run.experiment, use);
  const problem = outputProblem(network.output, use.classes) ?? splitProblem(run.experiment, prepared);
  if (problem) throw new UserError('invalid-input', problem);
  const maxBatch = batchSizeOf(training, data.train.length);
  const memory = memoryOf(
    () => layoutNetwork(shapeOf({ network, optimizer: training.optimizer, maxBatch, data })).bytes,
  );
  const work = runWork(network, training, use, densityOf(data.images));
  return { ...run, prepared, work, memory, parameters: parameterCount(network), widths: layerWidths(network) };
}

/** A stopping rule may only watch a split that exists, which for the test split only the data tell. */
function splitProblem({ training }: Experiment, { use }: PreparedData): string | null {
  for (const rule of ['until', 'earlyStopping'] as const) {
    const metric = training[rule]?.metric;
    if (!metric) continue;
    const split = metric.split('.')[0] as 'train' | 'validation' | 'test';
    if (use[split] === 0)
      return `training.${rule}.metric: given ${metric}, but there is no ${split} split; choose another split or set dataset.${split}Size.`;
  }
  return null;
}

function memoryOf(bytes: () => number): number {
  let needed: number;
  try {
    needed = bytes();
  } catch (error) {
    if (error instanceof RangeError) throw new UserError('invalid-input', `network.hidden: ${error.message}`);
    throw error;
  }
  if (needed > mostMemory)
    throw new UserError(
      'invalid-input',
      `network.hidden: the run needs ${(needed / 2 ** 30).toFixed(1)} GiB of memory, at most ` +
        `${mostMemory / 2 ** 30} GiB can be used; choose fewer units or a smaller batch size.`,
    );
  return needed;
}

/** A sentence that begins with the setting it is about is shown beside that setting. */
function issueOf(error: UserError): SpecIssue {
  const match = /^((?:dataset|network|training)(?:\.[\w.]+)?): (.*)$/s.exec(error.message);
  return match ? { path: match[1]!, message: match[2]! } : { path: 'dataset.source', message: error.message };
}

/** The images lie in memory once, however many runs use them. */
function imageBytes(images: ImageStore): number {
  const { values } = images;
  if (images.kind === 'dense-f32') return values.byteLength;
  const { count, inputs, rowStarts, columns } = images;
  const asBytes = densityOf(images) >= bytesFrom ? count * inputs : 0;
  return values.byteLength + rowStarts.byteLength + 4 * count + columns.byteLength + asBytes;
}

/** The largest blocks that can be there together: one run a thread. */
function mostAtOnce(blocks: readonly number[], threads: number): number {
  const largest = [...blocks].sort((a, b) => b - a).slice(0, threads);
  return largest.reduce((sum, bytes) => sum + bytes, 0);
}

/** The figures of a plan that the form shows. */
export function planFigures(planned: PlannedExperiment, threads: number, speed: number | null): Plan {
  const { experiment, runs, dataset } = planned;
  const first = runs[0]!;
  const { use } = first.prepared;
  const seconds =
    speed === null
      ? null
      : estimateSeconds(
          runs.map((run) => run.work),
          speed,
          threads,
        );
  const parameters = runs.map((run) => run.parameters);
  const samples = runs.reduce((sum, run) => sum + run.work.samples, 0);
  return {
    runs: runs.length,
    configurations: runs.length / experiment.repeats,
    repeats: experiment.repeats,
    widths: first.widths,
    imageShape: [dataset.facts.height, dataset.facts.width],
    parameters: Math.min(...parameters),
    mostParameters: Math.max(...parameters),
    stepsPerRun: first.work.steps,
    steps: runs.reduce((sum, run) => sum + run.work.steps, 0),
    memory: imageBytes(first.prepared.data.images) + mostAtOnce(runs.map((run) => run.memory), threads), // prettier-ignore
    train: use.train,
    validation: use.validation,
    test: use.test,
    classes: use.classes,
    seconds,
    samplesPerSecond: seconds ? samples / seconds : null,
  };
}
