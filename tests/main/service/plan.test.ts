/** Planning of large sweeps: the data are asked for once a section, and what runs share changes no figure. */

import { describe, expect, it } from 'vitest';
import { generateDataset } from '../../../src/main/datasets/generated.ts';
import { prepareData } from '../../../src/main/datasets/prepare.ts';
import { planExperiment, planFigures, type PlannedExperiment } from '../../../src/main/service/plan.ts';
import type { DatasetSpec, ExperimentInput } from '../../../src/shared/experiment.ts';

const dataset = generateDataset('ellipse', 0);
const base = {
  version: 1,
  name: 'sweep',
  dataset: { source: 'ellipse', trainSize: 600, validationSize: 100 },
  network: { hidden: [{ units: 8, activation: 'relu' }], output: 'softmax' },
  training: { optimizer: { type: 'sgd', learningRate: 0.1 }, batchSize: 10, epochs: 2 },
} satisfies ExperimentInput;

async function plan(input: ExperimentInput): Promise<{ planned: PlannedExperiment; prepared: DatasetSpec[] }> {
  const prepared: DatasetSpec[] = [];
  const prepare = (spec: DatasetSpec) => {
    prepared.push(spec);
    return Promise.resolve(prepareData(dataset, spec));
  };
  const result = await planExperiment(input, { open: () => Promise.resolve(dataset), prepare });
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return { planned: result.planned, prepared };
}

describe('planning a sweep', () => {
  const thousand: ExperimentInput = {
    ...base,
    sweep: { 'network.hidden.0.units': [4, 8, 16, 32], 'training.batchSize': [5, 10, 20, 40, 50] },
    repeats: 50,
  };

  it('prepares the data once for a thousand runs', async () => {
    const { planned, prepared } = await plan(thousand);
    expect(planned.runs).toHaveLength(1000);
    expect(prepared).toHaveLength(1);
    expect(new Set(planned.runs.map((run) => run.prepared)).size).toBe(1);
  });

  it('prepares each section of a swept dataset once', async () => {
    const sizes = [200, 300, 400];
    const { planned, prepared } = await plan({ ...base, sweep: { 'dataset.trainSize': sizes }, repeats: 4 });
    expect(prepared.map(({ trainSize }) => trainSize)).toEqual(sizes);
    expect(planned.runs.map((run) => run.prepared.use.train)).toEqual(
      sizes.flatMap((size) => Array(4).fill(size - 100)),
    );
  });

  it('gives each run the figures that it has when it is planned alone', async () => {
    const { planned } = await plan(thousand);
    for (const run of planned.runs.filter(({ index }) => index % 77 === 0)) {
      const alone = (await plan(run.experiment)).planned.runs[0]!;
      expect(run.seed).toBe(alone.seed);
      expect(run.work).toEqual(alone.work);
      expect([run.memory, run.parameters, run.widths]).toEqual([alone.memory, alone.parameters, alone.widths]);
    }
    // 2-d inputs, two classes: three weights and biases a unit, and two more with the output's biases.
    expect(planFigures(planned, 2, null)).toMatchObject({ runs: 1000, parameters: 22, mostParameters: 162 });
  });

  it('gives repeats their own seeds and positions', async () => {
    const { planned } = await plan({ ...base, repeats: 3 });
    expect(planned.runs.map(({ index, seed, experiment }) => [index, seed, experiment.seed])).toEqual([
      [0, 1, 1],
      [1, 2, 2],
      [2, 3, 3],
    ]);
  });
});
