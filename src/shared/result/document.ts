/**
 * The document of `run --json`: runs, groups over seeds, and what became of the published values. A fixed interface that
 * scripts rely on: additions are welcome, renames are not. What is not finite, and every split that does not exist, is null.
 */

import type { DatasetUse, Overrides, RunSeries, RunStatus, Scores } from '../contract.ts';
import type { Experiment } from '../experiment.ts';
import type { ExpectationResult } from './expectations.ts';
import { judgeExpectations } from './expectations.ts';
import type { GroupDocument } from './groups.ts';
import { groupDocuments } from './groups.ts';
import type { ScoresDocument, SeriesDocument } from './scores.ts';
import { finiteOrNull, scoresDocument, seriesDocument } from './scores.ts';

/** One run as it was recorded: the part of the store's record that the document shows. */
export interface ResultRun {
  readonly id: string;
  readonly seed: number;
  readonly overrides: Overrides;
  readonly status: RunStatus;
  readonly message: string | null;
  readonly epoch: number;
  readonly step: number;
  readonly seconds: number;
  readonly samplesPerSecond: number | null;
  readonly parameters: number;
  readonly kernels: string | null;
  readonly resumedFromStep: number | null;
  readonly firstStepReached: number | null;
  readonly dataset: DatasetUse | null;
  readonly initial: Scores | null;
  readonly final: Scores | null;
}

export interface ResultInput {
  readonly experiment: Experiment;
  /** In order of their index. */
  readonly runs: readonly ResultRun[];
  /** Settings that `--set` and the like changed: an expectation that rests on one is not judged. */
  readonly changed: readonly string[];
  /** The whole series of a run. Needed with `withSeries` and by expectations at a step; null where there is none. */
  readonly series: (runId: string) => RunSeries | null;
  readonly withSeries: boolean;
}

export interface DatasetDocument {
  readonly id: string;
  readonly sha256: string;
  readonly train: number;
  readonly validation: number;
  readonly test: number;
  readonly inputs: number;
  readonly classes: number;
}

/** How a run can have ended, for scripts. */
export type EndStatus = 'finished' | 'diverged' | 'failed' | 'interrupted';

export interface RunDocument {
  readonly id: string;
  readonly seed: number;
  readonly overrides: Overrides;
  readonly status: EndStatus;
  /** Only where the run failed. */
  readonly error?: string;
  readonly epochs: number;
  readonly steps: number;
  readonly seconds: number | null;
  readonly samplesPerSecond: number | null;
  readonly parameters: number;
  readonly kernels: string | null;
  readonly resumedFromStep: number | null;
  readonly firstStepReached: number | null;
  /** Only where the sweep changes the data. */
  readonly dataset?: DatasetDocument | null;
  readonly initial: ScoresDocument;
  readonly final: ScoresDocument;
  readonly series?: SeriesDocument;
}

export interface ExperimentDocument {
  readonly name: string;
  /** Of the first run that read its data; null when none did. */
  readonly dataset: DatasetDocument | null;
  readonly runs: readonly RunDocument[];
  readonly groups: readonly GroupDocument[];
  readonly expectations: readonly ExpectationResult[];
}

/** Builds the document. Pure: the same records give the same document. */
export function experimentDocument(input: ResultInput): ExperimentDocument {
  const { experiment, runs, changed, series, withSeries } = input;
  const dataSwept = Object.keys(experiment.sweep).some((path) => path.split('.')[0] === 'dataset');
  return {
    name: experiment.name,
    dataset: datasetDocument(runs.find((run) => run.dataset)?.dataset ?? null),
    runs: runs.map((run) => ({
      ...runDocument(run),
      ...(dataSwept ? { dataset: datasetDocument(run.dataset) } : {}),
      ...(withSeries ? { series: seriesDocument(series(run.id)) } : {}),
    })),
    groups: groupDocuments(runs),
    expectations: judgeExpectations(experiment.expects, runs, changed, series),
  };
}

export function runDocument(run: ResultRun): RunDocument {
  const status = endStatus(run.status);
  return {
    id: run.id,
    seed: run.seed,
    overrides: run.overrides,
    status,
    ...(status === 'failed' ? { error: run.message ?? 'unknown' } : {}),
    epochs: run.epoch,
    steps: run.step,
    seconds: finiteOrNull(run.seconds),
    samplesPerSecond: finiteOrNull(run.samplesPerSecond),
    parameters: run.parameters,
    kernels: run.kernels,
    resumedFromStep: run.resumedFromStep,
    firstStepReached: run.firstStepReached,
    initial: scoresDocument(run.initial),
    final: scoresDocument(run.final),
  };
}

/** A run that was stopped by hand, or that still waits, is for a script as good as interrupted: it has no end. */
export function endStatus(status: RunStatus): EndStatus {
  return status === 'finished' || status === 'diverged' || status === 'failed' ? status : 'interrupted';
}

export function datasetDocument(use: DatasetUse | null): DatasetDocument | null {
  if (!use) return null;
  const { id, sha256, train, validation, test, inputs, classes } = use;
  return { id, sha256, train, validation, test, inputs, classes };
}
