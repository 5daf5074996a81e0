/** Experiments and runs as records: made from a plan, read back as the summaries and details that the interface shows. */

import { randomUUID } from 'node:crypto';
import type { ExperimentSummary, RunDetail } from '../../shared/contract.ts';
import { rankingSplit, summaryOf } from '../runs/record.ts';
import type { ExperimentRecord, RunRecord } from '../store/store.ts';
import type { PlannedExperiment, PlannedRun } from './plan.ts';

const architectureOf = (widths: readonly number[]): string => widths.join('-');

/** `784-300-10`, or a dash where the runs differ in it. */
function commonArchitecture(runs: readonly PlannedRun[]): string {
  const architectures = new Set(runs.map((run) => architectureOf(run.widths)));
  return architectures.size === 1 ? [...architectures][0]! : '—';
}

export function experimentRecord({ experiment, runs, dataset }: PlannedExperiment): ExperimentRecord {
  return {
    id: randomUUID(),
    name: experiment.name,
    createdAt: Date.now(),
    experiment,
    datasetName: dataset.name,
    architecture: commonArchitecture(runs),
    parameters: runs[0]!.parameters,
    tags: [],
    notes: '',
    archived: false,
    testRevealedAt: null,
  };
}

export function runRecord(experimentId: string, run: PlannedRun, engineVersion: string): RunRecord {
  const { training } = run.experiment;
  return {
    id: randomUUID(),
    experimentId,
    index: run.index,
    seed: run.seed,
    overrides: run.overrides,
    experiment: run.experiment,
    architecture: architectureOf(run.widths),
    parameters: run.parameters,
    status: 'queued',
    message: null,
    step: 0,
    totalSteps: run.work.steps,
    epoch: 0,
    totalEpochs: 'epochs' in training ? training.epochs : null,
    seconds: 0,
    samplesPerSecond: null,
    rankedBy: rankingSplit(run.prepared.use),
    bestError: null,
    lastError: null,
    spark: [],
    kernels: null,
    dataset: run.prepared.use,
    engineVersion,
    startedAt: null,
    endedAt: null,
    initial: null,
    final: null,
    firstStepReached: null,
    resumedFromStep: null,
  };
}

/** @param current gives the live record of a run, where there is one */
export function experimentSummary(
  { experiment, runs }: { readonly experiment: ExperimentRecord; readonly runs: readonly RunRecord[] },
  current: (runId: string) => RunRecord | null,
): ExperimentSummary {
  return { ...experiment, runs: runs.map((run) => summaryOf(current(run.id) ?? run)) };
}

export function runDetail(record: RunRecord, experimentName: string): RunDetail {
  const { experiment, architecture, parameters, dataset, engineVersion } = record;
  const { startedAt, endedAt, initial, final, firstStepReached } = record;
  return {
    ...summaryOf(record),
    experimentName,
    experiment,
    architecture,
    parameters,
    dataset: dataset!,
    engineVersion,
    startedAt,
    endedAt,
    initial,
    final,
    firstStepReached,
  };
}
