import { describe, expect, it } from 'vitest';
import * as curves from '../../../src/renderer/src/run/runCurves.ts';
import { runColor, unorderedColor } from '../../../src/shared/colors.ts';
import { evaluation, run, soFar } from './samples.ts';

describe('the curves of a run', () => {
  it('have the batch loss of step t at t, in the colour of the run', () => {
    const colour = runColor({}, {});
    const curve = curves.batchCurve('batch', Float32Array.of(3, 2), colour, 'dark', 0.5);
    expect([...Array.from(curve.x)]).toEqual([1, 2]);
    expect(curve).toMatchObject({ colour: colour.dark, dash: 'solid' });
    expect(curve.smoothed?.[0]).toBe(3);
  });

  it('have a line for every split, unbroken where an evaluation leaves one out', () => {
    const evaluations = [evaluation(0), evaluation(10, { train: null }), evaluation(20)];
    const [train, test] = curves.splitCurves(evaluations, 'loss', ['train', 'test'], 'light');
    expect(Array.from(train!.x)).toEqual([0, 20]);
    expect(Array.from(test!.x)).toEqual([0, 10, 20]);
    expect(train).toMatchObject({ colour: unorderedColor(0).light, dash: 'solid' });
    expect(test!.dash).toBe('dotted');
  });

  it('keep what is not finite, so that the line breaks', () => {
    const bad = evaluation(10, { train: { loss: Infinity, error: 0.9 } });
    expect(curves.splitCurves([bad], 'loss', ['train'], 'light')[0]!.y[0]).toBe(Infinity);
  });

  it('leave out splits that the run has not, and a hidden test split', () => {
    const dataset = run().dataset;
    expect(curves.splitsOf({ dataset }, false)).toEqual(['train', 'validation', 'test']);
    expect(curves.splitsOf({ dataset }, true)).toEqual(['train', 'validation']);
    expect(curves.splitsOf({ dataset: { ...dataset, validation: 0, test: 0 } }, false)).toEqual(['train']);
  });

  it('hide test figures only beside a validation split', () => {
    const { dataset } = run();
    expect(curves.hidesTest({ dataset })).toBe(true);
    expect(curves.hidesTest({ dataset: { ...dataset, validation: 0 } })).toBe(false);
    expect(curves.hidesTest({ dataset: { ...dataset, test: 0 } })).toBe(false);
  });
});

describe('the x axis of a run', () => {
  const withBatch = (batchSize: number | 'full') => {
    const given = run();
    return { ...given, experiment: { ...given.experiment, training: { ...given.experiment.training, batchSize } } };
  };

  it('counts a last smaller batch as a step', () => {
    expect(curves.stepsPerEpoch(withBatch(16))).toBe(3438);
    expect(curves.stepsPerEpoch(withBatch('full'))).toBe(1);
  });

  it('is smoothed as much as its length allows, and not at all for the full batch', () => {
    expect(curves.startWeight({ ...withBatch(16), totalSteps: 80_000 })).toBeCloseTo(1 - 1 / (10 * Math.sqrt(40)), 12);
    expect(curves.startWeight({ ...withBatch(16), totalSteps: 2000 })).toBeCloseTo(0.9, 12);
    expect(curves.startWeight({ ...withBatch(16), totalSteps: 600 })).toBeCloseTo(0.9, 12);
    expect(curves.startWeight({ ...withBatch(16), totalSteps: 10 })).toBe(0);
    expect(curves.startWeight({ ...withBatch('full'), totalSteps: 17_190 })).toBe(0);
  });

  it('takes a swept batch size from the run, not from the experiment', () => {
    expect(curves.stepsPerEpoch({ ...withBatch(16), overrides: { 'training.batchSize': 100 } })).toBe(550);
  });

  it('spans the whole way while the run trains and what there is afterwards', () => {
    const series = soFar({ batchLoss: new Float32Array(40), evaluations: [evaluation(30)] });
    expect(curves.extentOf({ status: 'running', totalSteps: 100 }, series)).toEqual({ from: 0, to: 100 });
    expect(curves.extentOf({ status: 'stopped', totalSteps: 100 }, series)).toEqual({ from: 0, to: 40 });
    expect(curves.extentOf({ status: 'queued', totalSteps: 0 }, soFar())).toEqual({ from: 0, to: 1 });
  });
});

describe('running away', () => {
  it('is a status, a loss that is not finite, or one far above the first', () => {
    expect(curves.runsAway(soFar({ batchLoss: Float32Array.of(2, 300, 2) }), 'finished')).toBe(true);
    expect(curves.runsAway(soFar({ batchLoss: Float32Array.of(2.3, 4, 0.001) }), 'finished')).toBe(false);
    expect(curves.runsAway(soFar(), 'diverged')).toBe(true);
    expect(curves.runsAway(soFar({ batchLoss: Float32Array.of(1, NaN) }), 'running')).toBe(true);
    const bad = evaluation(1, { train: { loss: NaN, error: 1 } });
    expect(curves.runsAway(soFar({ evaluations: [bad] }), 'running')).toBe(true);
    expect(curves.runsAway(soFar({ batchLoss: Float32Array.of(1, 2), evaluations: [evaluation(1)] }), 'running')).toBe(
      false,
    );
  });
});
