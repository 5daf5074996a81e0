/** A service with trained runs to look into. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argmax } from '../../../src/engine/losses.ts';
import { analysisCalls } from '../../../src/main/service/analysis.ts';
import { openCore, type Core } from '../../../src/main/service/core.ts';
import type { AnalysisApi, Predictions, RunSummary } from '../../../src/shared/contract.ts';
import type { ExperimentInput } from '../../../src/shared/experiment.ts';

export interface Laboratory {
  readonly core: Core;
  readonly api: AnalysisApi;
  /** Trains to the end; returns the runs' ids. */
  train(experiment: ExperimentInput): Promise<string[]>;
  /** Resolves with the first summary of a run that fulfils the condition. */
  whenRun(id: string, condition: (run: RunSummary) => boolean): Promise<RunSummary>;
  close(): Promise<void>;
}

export async function laboratory(): Promise<Laboratory> {
  const workspace = mkdtempSync(join(tmpdir(), 'backprop-analysis-'));
  const core = await openCore({ workspace, threads: 1, version: '0.0.0-test' });
  let closed = false;
  return {
    core,
    api: analysisCalls(core),
    async train(experiment) {
      const summary = await core.start(experiment);
      const ids = summary.runs.map((run) => run.id);
      await core.whenEnded(ids);
      return ids;
    },
    whenRun: (id, condition) =>
      new Promise((resolve) => {
        const stop = core.events.on('runs', (runs) => {
          const found = runs.find((run) => run.id === id && condition(run));
          if (!found) return;
          stop();
          resolve(found);
        });
      }),
    async close() {
      if (closed) return;
      closed = true;
      await core.close();
      rmSync(workspace, { recursive: true, force: true });
    },
  };
}

/** 784 inputs without any files: half a second of training. */
export const digits: ExperimentInput = {
  version: 1,
  name: 'digits',
  dataset: { source: 'synthetic-digits', trainSize: 3000, validationSize: 500 },
  network: { hidden: [{ units: 24, activation: 'relu' }, { units: 12, activation: 'tanh' }], output: 'softmax' }, // prettier-ignore
  training: { optimizer: { type: 'sgd', learningRate: 0.1 }, batchSize: 50, epochs: 3 },
};

/** Two inputs, one sigmoid unit. */
export const plane: ExperimentInput = {
  version: 1,
  name: 'plane',
  dataset: { source: 'ellipse', trainSize: 1500, validationSize: 500 },
  network: { hidden: [{ units: 16, activation: 'tanh' }], output: 'sigmoid' },
  training: { optimizer: { type: 'momentum', learningRate: 0.2 }, batchSize: 20, epochs: 8 },
};

export function predictedClasses({ probabilities, labels, classNames }: Predictions): number[] {
  const k = classNames.length;
  return Array.from(labels, (_, row) => argmax(probabilities.subarray(row * k, (row + 1) * k)));
}

export function mistakes(predictions: Predictions): number {
  return predictedClasses(predictions).filter((predicted, row) => predicted !== predictions.labels[row]).length;
}
