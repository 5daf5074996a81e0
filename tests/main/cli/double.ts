/** A host for the command line with a service that answers from memory, and what came of a command. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { CliHost } from '../../../src/main/cli/host.ts';
import { runCli } from '../../../src/main/cli/program.ts';
import type { CliService, RunRequest, ServeOptions, ServiceOptions } from '../../../src/main/cli/service.ts';
import type { ExperimentRecord, RunRecord } from '../../../src/main/store/store.ts';
import { UserError } from '../../../src/shared/errors.ts';
import { expandSweep } from '../../../src/shared/sweep.ts';
import { aRun, aSeries } from '../../shared/result/runs.ts';

export interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  /** What the service was opened with and asked for. */
  readonly opened: readonly ServiceOptions[];
  readonly requests: readonly RunRequest[];
  readonly served: readonly ServeOptions[];
  readonly closed: number;
}

export interface DoubleOptions {
  /** Changes the record of each run. */
  readonly end?: (record: RunRecord) => Partial<RunRecord>;
  readonly service?: Partial<CliService>;
  readonly isTTY?: boolean;
  /** Presses Ctrl-C while the runs train. */
  readonly interrupt?: boolean;
  readonly folder?: string;
}

/** Runs one command against the double. */
export async function cli(args: readonly string[], options: DoubleOptions = {}): Promise<Outcome> {
  const opened: ServiceOptions[] = [];
  const requests: RunRequest[] = [];
  const served: ServeOptions[] = [];
  const interruption = new AbortController();
  let [stdout, stderr, closed, clock] = ['', '', 0, 0];

  const service: CliService = {
    async runExperiment(request) {
      requests.push(request);
      if (options.interrupt) interruption.abort();
      const expanded = expandSweep(request.experiment);
      if (!expanded.ok) throw new UserError('invalid-input', 'not expanded');
      const runs = expanded.runs.map((run) => {
        const record = recordOf(run.index, run.experiment, run.overrides);
        return { ...record, ...options.end?.(record) };
      });
      for (const run of runs) request.onProgress([{ ...run, secondsLeft: null }]);
      return { experiment: experimentRecord(request.experiment), runs };
    },
    resumeRuns: () => Promise.resolve(),
    getExperiment: () => Promise.resolve(null),
    predict: () => Promise.reject(new UserError('not-found', 'no weights here')),
    loadDataset: () => Promise.reject(new UserError('dataset', 'no data here')),
    downloadDataset: () => Promise.reject(new UserError('dataset', 'no data here')),
    openDataset: () => Promise.reject(new UserError('dataset', 'no data here')),
    datasetPath: () => Promise.resolve(null),
    listExperiments: () => Promise.resolve([]),
    getRun: () => Promise.resolve(null),
    readSeries: () => Promise.resolve(aSeries),
    readWeights: () => Promise.resolve(Uint8Array.of(1, 2, 3)),
    close: () => Promise.resolve(void closed++),
    ...options.service,
  };
  const host: CliHost = {
    version: '1.2.3',
    stdout: { write: (text) => void (stdout += text), isTTY: false, columns: 120 },
    stderr: { write: (text) => void (stderr += text), isTTY: options.isTTY ?? false, columns: 120 },
    folder: options.folder ?? temporaryFolder(),
    workspace: '/default/workspace',
    recipes: join(import.meta.dirname, '../../../resources/recipes'),
    openService: (given) => Promise.resolve(void opened.push(given)).then(() => service),
    serve: (given, onReady) =>
      Promise.resolve(void served.push(given)).then(() => onReady('http://127.0.0.1:1/#token')),
    interrupted: interruption.signal,
    now: () => (clock += 1000),
  };
  const status = await runCli(args, host);
  return { status, stdout, stderr, opened, requests, served, closed };
}

/** A folder that is removed when the test has ended. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'backprop-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

export function recordOf(
  index: number,
  experiment: RunRecord['experiment'],
  overrides: RunRecord['overrides'],
): RunRecord {
  return {
    ...aRun(experiment.seed, 0.045),
    kernels: 'simd-relaxed-fma',
    id: `aaaa000${index}-run`,
    experimentId: 'experiment-1',
    index,
    overrides,
    experiment,
    architecture: '784-64-10',
    totalSteps: 2750,
    totalEpochs: 5,
    rankedBy: 'test',
    bestError: 0.045,
    lastError: 0.045,
    spark: [],
    engineVersion: '1.2.3',
    startedAt: 0,
    endedAt: 1,
  };
}

export function experimentRecord(experiment: RunRecord['experiment']): ExperimentRecord {
  return {
    id: 'experiment-1',
    name: experiment.name,
    createdAt: Date.UTC(2026, 0, 2, 3, 4),
    experiment,
    datasetName: 'MNIST',
    tags: [],
    notes: '',
    archived: false,
    testRevealedAt: null,
    architecture: '784-64-10',
    parameters: 50_890,
  };
}
