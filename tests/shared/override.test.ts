import { describe, expect, it } from 'vitest';
import { applyOverrides, changedSettings, parseOverride } from '../../src/shared/override.ts';
import { setPath } from '../../src/shared/set-path.ts';
import { complete, minimal } from './experiments.ts';

const rate = 'training.optimizer.learningRate';

function overridden(input: unknown, ...texts: string[]): unknown {
  const overrides = texts.map((text) => {
    const parsed = parseOverride(text);
    if (!parsed.ok) throw new Error(parsed.issue.message);
    return parsed.override;
  });
  const result = applyOverrides(input, overrides);
  if (!result.ok) throw new Error(result.issue.message);
  return result.value;
}

describe('parseOverride', () => {
  it.each([
    ['training.batchSize=full', { path: 'training.batchSize', value: 'full' }],
    ['training.batchSize="full"', { path: 'training.batchSize', value: 'full' }],
    [`${rate}=1e-3`, { path: rate, value: 0.001 }],
    ['dataset.classes=[3,9]', { path: 'dataset.classes', value: [3, 9] }],
    ['dataset.path=/a=b', { path: 'dataset.path', value: '/a=b' }],
    ['dataset.randomInputs=true', { path: 'dataset.randomInputs', value: true }],
  ])('reads %s', (text, override) => {
    expect(parseOverride(text)).toEqual({ ok: true, override });
  });

  it.each(['training.batchSize', '=3', ''])('refuses %j', (text) => {
    expect(parseOverride(text)).toMatchObject({
      ok: false,
      issue: { message: `given "${text}", expected path=value` },
    });
  });
});

describe('applyOverrides', () => {
  it('sets values and leaves its input alone', () => {
    const before = structuredClone(minimal);
    expect(overridden(minimal, `${rate}=0.5`)).toMatchObject({ training: { optimizer: { learningRate: 0.5 } } });
    expect(minimal).toEqual(before);
  });

  it('adds an axis, in place of one that it would overwrite', () => {
    const batch = 'sweep.training.batchSize=[16,100]';
    expect(complete(overridden(minimal, batch)).sweep).toEqual({ 'training.batchSize': [16, 100] });
    const swept = { ...minimal, sweep: { [rate]: [0.1, 0.2], 'training.batchSize': [1, 2] } };
    expect(Object.entries(complete(overridden(swept, batch)).sweep)).toEqual([
      [rate, [0.1, 0.2]],
      ['training.batchSize', [16, 100]],
    ]);
    expect(Object.keys(complete(overridden(swept, 'sweep.training.optimizer.learningRate=[1]')).sweep)).toContain(rate);
  });

  it('refuses an axis that is no setting, and says which one is meant', () => {
    const axis = (path: string) => applyOverrides(minimal, [{ path: `sweep.${path}`, value: [1] }]);
    expect(axis('training.batchsize')).toMatchObject({
      ok: false,
      issue: { path: 'sweep.training.batchsize', message: 'no such setting; did you mean training.batchSize?' },
    });
    expect(axis('repeats')).toMatchObject({
      ok: false,
      issue: { message: expect.stringContaining('cannot be swept') },
    });
  });

  it('removes the axis of a swept path, and only that', () => {
    const swept = { ...minimal, sweep: { [rate]: [0.1, 0.2], 'training.batchSize': [1, 2] } };
    expect(overridden(swept, `${rate}=0.5`)).toMatchObject({ sweep: { 'training.batchSize': [1, 2] } });
    expect(Object.keys(complete(overridden(swept, `${rate}=0.5`)).sweep)).toEqual(['training.batchSize']);
    const whole = 'training.optimizer={"type":"adam","learningRate":0.01}';
    expect(complete(overridden(swept, whole)).sweep).not.toHaveProperty(rate);
  });

  it('replaces epochs by steps, and the schedule from its default', () => {
    const epochs = { ...minimal, training: { ...minimal.training, epochs: 3 } };
    const result = complete(overridden(epochs, 'training.steps=20', 'training.evaluateEvery.steps=5'));
    expect(result.training).toMatchObject({
      steps: 20,
      evaluateEvery: { steps: 5, on: ['train', 'validation', 'test'] },
    });
    expect(result.training).not.toHaveProperty('epochs');
  });

  it('names unknown paths with the nearest known one', () => {
    expect(setPath(minimal, 'dataset.trainsize', 3)).toEqual({
      ok: false,
      issue: { path: 'dataset.trainsize', message: 'no such setting; did you mean dataset.trainSize?' },
    });
  });

  it('does not reach into prototypes', () => {
    expect(setPath(minimal, '__proto__.polluted', 1)).toMatchObject({ ok: false });
    expect(setPath(minimal, 'constructor', 1)).toMatchObject({ ok: false });
  });
});

describe('changedSettings', () => {
  it('lists the paths at which two experiments differ', () => {
    const before = complete({ ...minimal, sweep: { [rate]: [0.1, 0.2] } });
    const after = complete(overridden(before, `${rate}=0.3`, 'dataset.trainSize=10', 'training.steps=3'));
    expect(changedSettings(before, after).sort()).toEqual(
      ['dataset.trainSize', 'training.epochs', rate, 'training.steps', `sweep.${rate}`].sort(),
    );
    expect(changedSettings(before, before)).toEqual([]);
  });
});
