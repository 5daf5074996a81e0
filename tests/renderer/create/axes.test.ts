import { describe, expect, it } from 'vitest';
import * as axes from '../../../src/renderer/src/create/axes.ts';
import { isAxisText, readAxis, writeAxisValue } from '../../../src/renderer/src/create/axisText.ts';
import { fieldPaths, placeIssues } from '../../../src/renderer/src/create/issues.ts';
import { toDraft } from '../../../src/renderer/src/create/toDraft.ts';
import { toForm } from '../../../src/renderer/src/create/toForm.ts';
import { experimentSchema } from '../../../src/shared/experiment.ts';
import type { ExperimentInput } from '../../../src/shared/experiment.ts';
import { parseExperiment } from '../../../src/shared/parse.ts';
import { expandSweep } from '../../../src/shared/sweep.ts';
import { sampleExperiment } from '../../support/sampleExperiments.ts';

const rate = 'training.optimizer.learningRate';
const form = (changes: Partial<ExperimentInput> = {}) => toForm(experimentSchema.parse({ ...sampleExperiment(), ...changes })); // prettier-ignore

describe('the text of an axis', () => {
  it.each([
    ['0.001, 0.003', [0.001, 0.003]],
    ['0.001,', [0.001]],
    ['0.1, 0.1, 0.10', [0.1]],
    ['16 32\t64', [16, 32, 64]],
    ['5\u2009000, 10 000', [5000, 10_000]],
    ['16; Full', [16, 'full']],
    ['0.001..0.1 log 3', [0.001, 0.01, 0.1]],
    ['1..5 linear 5', [1, 2, 3, 4, 5]],
    ['1\u2009000..3\u2009000 linear 3', [1000, 2000, 3000]],
    ['0.1, fast', [0.1, 'fast']],
  ])('%j has the values %j', (text, values) => {
    expect(isAxisText(text)).toBe(true);
    expect(readAxis(text)).toEqual({ ok: true, values });
  });

  it.each(['0.1', '5 000', '', 'full', '1e-3', ' 0.5 '])('%j is a single value', (text) => {
    expect(isAxisText(text)).toBe(false);
  });

  it('sets lists apart by semicolons', () => {
    expect([isAxisText('3, 9', 'lists'), isAxisText('3, 9; 4, 9', 'lists')]).toEqual([false, true]);
    expect(readAxis('3, 9; 4 9;', 'lists')).toEqual({ ok: true, values: [[3, 9], [4, 9]] }); // prettier-ignore
    expect(writeAxisValue([3, 9])).toBe('3, 9');
  });

  it.each([
    ['0.1..', 'both ends'],
    ['0..1 log 5', 'ends above 0'],
    ['1..2', '"log" or "linear"'],
    ['1..2 log 1', 'a count from 2'],
  ])('%j is refused with what was expected', (text, sentence) => {
    const read = readAxis(text);
    expect(read.ok ? '' : read.message).toContain(sentence);
  });

  it.each([0.003, 5000, 'full', 1e-8])('writes %j so that it reads the same', (value) => {
    expect(readAxis(`${writeAxisValue(value)},`)).toEqual({ ok: true, values: [value] });
  });
});

describe('the axes of the form', () => {
  it('keep the order in which they were added, also when their values change', () => {
    let sweep: axes.Sweep = axes.withAxis({}, rate, [1, 2]);
    sweep = axes.withAxis(sweep, 'seed', [1, 5]);
    sweep = axes.withAxis(sweep, rate, [1, 2, 3]);
    expect(Object.keys(sweep)).toEqual([rate, 'seed']);
    expect(Object.keys(axes.withAxis(axes.withAxis(sweep, rate, []), rate, [4]))).toEqual(['seed', rate]);
  });

  it('follow their layer when layers move, and go with it', () => {
    const sweep = { 'network.hidden.0.units': [1], [rate]: [2], 'network.hidden.1.activation': ['relu'] };
    expect(axes.withLayers(sweep, [1, 0])).toEqual({
      'network.hidden.1.units': [1],
      [rate]: [2],
      'network.hidden.0.activation': ['relu'],
    });
    expect(axes.withLayers(sweep, [1])).toEqual({ [rate]: [2], 'network.hidden.0.activation': ['relu'] });
  });

  it('leave only the settings that all compared choices know', () => {
    const given = form();
    given.training.optimizer.type = 'momentum';
    given.sweep = { 'training.optimizer.type': ['momentum', 'nesterov'] };
    expect(axes.optimizerSettings(given)).toEqual(['momentum', 'initialVelocity', 'weightDecay']);
    given.sweep = { 'training.optimizer.type': ['momentum', 'adam'] };
    expect(axes.optimizerSettings(given)).toEqual(['weightDecay']);
    given.network.init.scheme = 'normal';
    expect(axes.hasInitStd(given)).toBe(true);
    given.sweep = { 'network.init.scheme': ['normal', 'he'] };
    expect(axes.hasInitStd(given)).toBe(false);
  });

  it.each([
    ['training.optimizer.type', ['momentum', 'sgd', 'adam']],
    ['network.init.scheme', ['normal', 'he', 'xavier']],
    ['training.schedule.type', ['constant', 'cosine']],
    ['network.hidden.0.activation', ['relu', 'tanh']],
    ['dataset.scaling', ['unit', 'standardize']],
    ['network.hidden.0.units', [10, 20]],
    ['training.batchSize', [16, 'full']],
    ['training.epochs', [1, 2]],
    ['dataset.classes', [[3, 9], [4, 9]]], // prettier-ignore
    ['training.optimizer.momentum', [0.5, 0.9]],
  ])('over %s become runs', (path, values) => {
    const given = form();
    given.training.optimizer.type = 'momentum';
    given.network.init.scheme = 'normal';
    given.sweep = axes.withAxis({}, path, values);
    const parsed = parseExperiment(toDraft(given));
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
    const expanded = expandSweep(parsed.experiment);
    expect(expanded.ok && expanded.runs.map(({ overrides }) => overrides[path])).toEqual(values);
    expect(axes.otherAxes(given)).toEqual([]);
  });

  it('that no field shows are listed', () => {
    const given = form({ sweep: { 'network.init': [{ scheme: 'he' }], [rate]: [1, 2], 'training.steps': [5, 6] } });
    expect(axes.otherAxes(given).map(([path]) => path)).toEqual(['network.init', 'training.steps']);
    given.training.length.unit = 'steps';
    expect(axes.otherAxes(given).map(([path]) => path)).toEqual(['network.init']);
  });

  it('have their messages beside their fields', () => {
    const given = form();
    given.training.stop = 'until';
    for (const path of axes.axisPaths(given)) {
      const { byField, others } = placeIssues([{ path: `sweep.${path}`, message: 'm' }], fieldPaths(given));
      expect([[...byField.keys()], others]).toEqual([[path], []]);
    }
  });
});

describe('the number of runs', () => {
  it.each<[Partial<ExperimentInput>]>([
    [{}],
    [{ repeats: 5 }],
    [{ repeats: 3, sweep: { [rate]: [0.001, 0.01] } }],
    [{ repeats: 2, sweep: { [rate]: [0.001, 0.01, 0.1], 'training.batchSize': [16, 32] } }],
    [{ sweep: { seed: [1, 2, 3, 4] } }],
  ])('of %j is counted before there is a plan', (changes) => {
    const filled = form(changes);
    const parsed = parseExperiment(toDraft(filled));
    const expanded = parsed.ok && expandSweep(parsed.experiment);
    expect(expanded && expanded.ok && expanded.runs.length).toBe(axes.runCount(filled));
  });

  it('is that of one seed while the field holds none', () => {
    const filled = form({ sweep: { [rate]: [0.001, 0.01] } });
    expect(['', 'some', '0', '-2'].map((repeats) => axes.runCount({ ...filled, repeats }))).toEqual([2, 2, 2, 2]);
  });
});
