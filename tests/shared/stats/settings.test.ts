import { describe, expect, it } from 'vitest';
import type { Experiment } from '../../../src/shared/experiment.ts';
import { configDiff, differingSettings, runExperiment, settingsOf } from '../../../src/shared/stats/settings.ts';
import { complete, minimal } from '../experiments.ts';

const base = complete(minimal);
const withOverrides = (...all: Record<string, unknown>[]) =>
  all.map((overrides) => settingsOf(runExperiment(base, overrides)));
const layers = (...units: number[]) => units.map((each) => ({ units: each, activation: 'relu' }));

describe('runExperiment', () => {
  it('applies overrides, whole objects before what is inside them', () => {
    const overrides = { 'network.hidden.0.units': 7, 'network.hidden': layers(3, 4) };
    expect(runExperiment(base, overrides).network.hidden).toEqual(layers(7, 4));
  });

  it('fills in the defaults of the chosen type', () => {
    const { optimizer } = runExperiment(base, { 'training.optimizer.type': 'momentum' }).training;
    expect(optimizer).toMatchObject({ type: 'momentum', learningRate: 0.1, momentum: 0.9 });
  });

  it('leaves the sweep behind', () => {
    const swept = complete({ ...minimal, sweep: { 'training.batchSize': [1, 2] }, repeats: 3 });
    expect(runExperiment(swept, { 'training.batchSize': 2 })).toMatchObject({ sweep: {}, training: { batchSize: 2 } });
  });
});

describe('differingSettings', () => {
  it('names only what differs', () => {
    const runs = withOverrides(
      { 'training.optimizer.learningRate': 0.01, seed: 1 },
      { 'training.optimizer.learningRate': 0.03, seed: 2 },
    );
    expect(differingSettings(runs)).toEqual(['training.optimizer.learningRate']);
    expect(differingSettings(runs, [])).toEqual(['training.optimizer.learningRate', 'seed']);
    expect(differingSettings(runs.slice(0, 1))).toEqual([]);
  });

  it('leaves out what exists only because of another choice', () => {
    const types = withOverrides({ 'training.optimizer.type': 'sgd' }, { 'training.optimizer.type': 'momentum' });
    expect(differingSettings(types)).toEqual(['training.optimizer.type']);
    const more = [...types, ...withOverrides({ 'training.optimizer': { type: 'momentum', learningRate: 0.1, momentum: 0.5 } })]; // prettier-ignore
    expect(differingSettings(more)).toEqual(['training.optimizer.type', 'training.optimizer.momentum']);
  });

  it('names an optional setting that only some runs have', () => {
    expect(differingSettings(withOverrides({}, { 'dataset.trainSize': 100 }))).toEqual(['dataset.trainSize']);
  });

  it('looks into layers of the same number, else at the whole list', () => {
    const same = withOverrides({ 'network.hidden': layers(3, 4) }, { 'network.hidden': layers(3, 5) });
    expect(differingSettings(same)).toEqual(['network.hidden.1.units']);
    const different = withOverrides({ 'network.hidden': layers(3) }, { 'network.hidden': layers(3, 5) });
    expect(differingSettings(different)).toEqual(['network.hidden']);
    const none = withOverrides({ 'network.hidden': [] }, { 'network.hidden': layers(5) });
    expect(differingSettings(none)).toEqual(['network.hidden']);
  });

  it('takes a list without names as one value', () => {
    const runs = withOverrides({ 'dataset.classes': [3, 9] }, { 'dataset.classes': [3, 8] });
    expect(differingSettings(runs)).toEqual(['dataset.classes']);
  });
});

describe('configDiff', () => {
  it('gives path and both values, absent ones too, but nothing that only describes the file', () => {
    const other: Experiment = complete({
      ...minimal,
      name: 'other',
      repeats: 4,
      seed: 2,
      training: { optimizer: { type: 'adam', learningRate: 0.1 }, steps: 300 },
    });
    expect(configDiff(base, other)).toEqual([
      { path: 'training.optimizer.type', a: 'sgd', b: 'adam' },
      { path: 'training.epochs', a: 5, b: undefined },
      { path: 'seed', a: 1, b: 2 },
      { path: 'training.steps', a: undefined, b: 300 },
    ]);
    expect(configDiff(base, base)).toEqual([]);
  });
});
