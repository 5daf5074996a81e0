import { describe, expect, it } from 'vitest';
import type { ExperimentDocument, ResultInput } from '../../../src/shared/result/document.ts';
import { experimentDocument } from '../../../src/shared/result/document.ts';
import { complete, minimal } from '../experiments.ts';
import { aRun, aSeries, mnist } from './runs.ts';

const rate = 'training.optimizer.learningRate';

function documentOf(input: Partial<ResultInput> & Pick<ResultInput, 'runs'>): ExperimentDocument {
  const experiment = complete({ ...minimal, name: 'test' });
  const document = experimentDocument({ experiment, changed: [], series: () => null, withSeries: false, ...input });
  // What scripts read is the text: it has to say the same.
  const text = JSON.stringify(document);
  expect(text).not.toMatch(/NaN|Infinity|undefined/);
  expect(JSON.parse(text)).toEqual(document);
  return document;
}

describe('experimentDocument', () => {
  it('has every field of a finished run', () => {
    const document = documentOf({ runs: [aRun(1, 0.0625)] });
    expect(document).toEqual({
      name: 'test',
      dataset: { id: 'mnist', sha256: 'abc', train: 55_000, validation: 5000, test: 10_000, inputs: 784, classes: 10 },
      runs: [
        {
          id: 'run-1',
          seed: 1,
          overrides: {},
          status: 'finished',
          epochs: 5,
          steps: 2750,
          seconds: 1.5,
          samplesPerSecond: 180_000,
          parameters: 50_890,
          kernels: 'simd-relaxed-fma',
          resumedFromStep: null,
          firstStepReached: null,
          initial: { train: { loss: 2.5, error: 0.9 }, validation: null, test: { loss: 2.5, error: 0.9 } },
          final: { train: { loss: 0.625, error: 0.0625 }, validation: null, test: { loss: 0.625, error: 0.0625 } },
        },
      ],
      groups: [
        {
          overrides: {},
          n: 1,
          nUsed: 1,
          diverged: 0,
          final: {
            train: {
              loss: { mean: 0.625, sd: null, sem: null, ci95: null, min: 0.625, max: 0.625 },
              error: { mean: 0.0625, sd: null, sem: null, ci95: null, min: 0.0625, max: 0.0625 },
            },
            validation: null,
            test: {
              loss: { mean: 0.625, sd: null, sem: null, ci95: null, min: 0.625, max: 0.625 },
              error: { mean: 0.0625, sd: null, sem: null, ci95: null, min: 0.0625, max: 0.0625 },
            },
          },
        },
      ],
      expectations: [],
    });
  });

  it('groups by overrides, in order, with Student intervals', () => {
    const groupOf = (value: number) => ({ overrides: { [rate]: value } });
    const runs = [0.1, 0.2, 0.3].flatMap((error, i) => [
      aRun(i, error, groupOf(0.01)),
      aRun(i, error / 10, groupOf(0.03)),
    ]);
    const { groups } = documentOf({ runs });
    expect(groups.map((group) => [group.overrides, group.n, group.nUsed])).toEqual([
      [{ [rate]: 0.01 }, 3, 3],
      [{ [rate]: 0.03 }, 3, 3],
    ]);
    const { mean, sd, ci95 } = groups[0]!.final.test!.error;
    expect(mean).toBeCloseTo(0.2, 12);
    expect(sd).toBeCloseTo(0.1, 12);
    expect(ci95![1]).toBeCloseTo(0.2 + (4.3027 * 0.1) / Math.sqrt(3), 5);
  });

  it('counts diverged runs but leaves them out of the statistics', () => {
    const gone = {
      status: 'diverged',
      final: { train: { loss: NaN, error: 0.9 }, validation: null, test: null },
    } as const;
    const { runs, groups } = documentOf({ runs: [aRun(1, 0.1), aRun(2, 0.9, gone), aRun(3, 0.9, gone)] });
    expect(runs[1]).toMatchObject({ status: 'diverged', final: { train: { loss: null, error: 0.9 }, test: null } });
    expect(groups[0]).toMatchObject({ n: 3, nUsed: 1, diverged: 2 });
    expect(groups[0]!.final.test!.error).toEqual({ mean: 0.1, sd: null, sem: null, ci95: null, min: 0.1, max: 0.1 });
  });

  it('has nothing to sum up when every run diverged or failed', () => {
    const failed = { status: 'failed', message: 'the worker died', final: null, dataset: null } as const;
    const document = documentOf({ runs: [aRun(1, 0.9, { status: 'diverged' }), aRun(2, 0.9, failed)] });
    expect(document.groups[0]).toMatchObject({ n: 2, nUsed: 0, diverged: 1 });
    expect(document.groups[0]!.final.test!.loss).toEqual({
      mean: null,
      sd: null,
      sem: null,
      ci95: null,
      min: null,
      max: null,
    });
    expect(document.runs[1]).toMatchObject({
      status: 'failed',
      error: 'the worker died',
      final: { train: null, validation: null, test: null },
    });
    expect(document.runs[0]).not.toHaveProperty('error');
    expect(documentOf({ runs: [] })).toMatchObject({ dataset: null, runs: [], groups: [] });
  });

  it.each(['stopped', 'interrupted', 'queued', 'running', 'paused'] as const)(
    'calls a %s run interrupted',
    (status) => {
      const { runs, groups } = documentOf({ runs: [aRun(1, 0.1, { status })] });
      expect(runs[0]!.status).toBe('interrupted');
      expect(groups[0]).toMatchObject({ n: 1, nUsed: 0, diverged: 0 });
    },
  );

  it('gives the series on demand, gaps as null', () => {
    expect(documentOf({ runs: [aRun(1, 0.1)], series: () => aSeries }).runs[0]).not.toHaveProperty('series');
    expect(documentOf({ runs: [aRun(1, 0.1)], series: () => aSeries, withSeries: true }).runs[0]!.series).toEqual({
      step: [1, 2, 3],
      batchLoss: [2.5, null, null],
      batchError: [0.5, 0.25, 1],
      evaluations: [
        { step: 0, epoch: 0, train: { loss: 2.5, error: 0.9 }, validation: null, test: { loss: 2.5, error: 0.9 } },
        { step: 2, epoch: 0.5, train: { loss: null, error: 0.5 }, validation: null, test: null },
      ],
    });
  });

  it('gives each run its own dataset where the sweep changes it, and only there', () => {
    const path = 'dataset.trainSize';
    const experiment = complete({ ...minimal, sweep: { [path]: [100, 200] } });
    const runs = [100, 200].map((train) =>
      aRun(1, 0.1, { overrides: { [path]: train }, dataset: { ...mnist, train } }),
    );
    expect(documentOf({ experiment, runs }).runs.map((run) => run.dataset?.train)).toEqual([100, 200]);
    expect(documentOf({ runs }).runs[0]).not.toHaveProperty('dataset');
  });
});
