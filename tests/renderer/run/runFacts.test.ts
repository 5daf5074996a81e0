import { describe, expect, it } from 'vitest';
import { ownExperiment, provenanceFacts, scoreRows, settingFacts } from '../../../src/renderer/src/run/runFacts.ts';
import { sampleExperiment } from '../../support/sampleExperiments.ts';
import { evaluation, run } from './samples.ts';

const score = { loss: 0.21344, error: 0.0586 };
const valueOf = (facts: readonly { name: string; value: string }[], name: string) =>
  facts.find((fact) => fact.name === name)?.value;

describe('the scores of a run', () => {
  it('are the final ones where there are, else the latest', () => {
    const final = { train: score, validation: score, test: score };
    expect(scoreRows(run({ final }), [evaluation(5)], false)[1]).toMatchObject({
      split: 'validation',
      latest: { loss: '0.2134', error: '5.86 %' },
    });
    const [train] = scoreRows(
      run({ final: null }),
      [evaluation(0), evaluation(9), evaluation(10, { train: null })],
      false,
    );
    expect(train!.latest).toEqual({ loss: '0.1000', error: '9.00 %' });
  });

  it('carry no figure of a hidden test split', () => {
    const rows = scoreRows(run({ final: { train: score, validation: score, test: score } }), [], true);
    expect(rows.at(-1)).toEqual({
      split: 'test',
      isHidden: true,
      initial: { loss: '—', error: '—' },
      latest: { loss: '—', error: '—' },
    });
    expect(rows[0]!.isHidden).toBe(false);
  });

  it('say no error where the loss is not finite', () => {
    const broken = { loss: NaN, error: 0.9 };
    const [train] = scoreRows(run({ final: { train: broken, validation: null, test: null } }), [], false);
    expect(train!.latest).toEqual({ loss: 'NaN', error: '—' });
  });

  it('leave out splits that the run has not', () => {
    const { dataset } = run();
    expect(scoreRows(run({ dataset: { ...dataset, validation: 0 } }), [], false).map(({ split }) => split)).toEqual(['train', 'test']); // prettier-ignore
  });
});

describe('the settings of a run', () => {
  it('are its own where the experiment sweeps', () => {
    const experiment = sampleExperiment({ sweep: { 'training.optimizer.learningRate': [0.1, 0.2] } });
    const given = run({ experiment, overrides: { 'training.optimizer.learningRate': 0.2 } });
    expect(ownExperiment(given).training.optimizer.learningRate).toBe(0.2);
    expect(valueOf(settingFacts(given), 'learning rate')).toBe('0.2');
  });

  it('go by the names that people use', () => {
    const base = sampleExperiment();
    const hidden = [{ units: 10, activation: 'relu' as const }];
    const facts = settingFacts(run({ experiment: { ...base, network: { ...base.network, hidden } }, overrides: {} }));
    const named = ['activation', 'initial weights', 'optimiser', 'order', 'scaling'].map((name) =>
      valueOf(facts, name),
    );
    expect(named).toEqual(['ReLU', 'Xavier', 'SGD', 'shuffled each epoch', '[0, 1]']);
  });

  it('name everything that was set', () => {
    const base = sampleExperiment();
    const experiment = {
      ...base,
      dataset: { ...base.dataset, classes: [3, 9] },
      training: {
        ...base.training,
        optimizer: { type: 'momentum' as const, learningRate: 0.1, weightDecay: 0, momentum: 0.9, initialVelocity: 0 },
        until: { metric: 'train.error' as const, atMost: 0 },
      },
    };
    const facts = settingFacts(run({ experiment, overrides: {} }));
    expect(valueOf(facts, 'optimiser')).toBe('momentum, momentum 0.9');
    expect(valueOf(facts, 'until')).toBe('train.error ≤ 0');
    expect(valueOf(facts, 'classes')).toBe('3, 9');
    expect(valueOf(facts, 'epochs')).toBe('5');
  });
});

describe('the provenance of a run', () => {
  it('has the whole hash for whoever looks closer', () => {
    const hash = provenanceFacts(run()).find(({ name }) => name === 'SHA-256')!;
    expect(hash.title).toBe(run().dataset.sha256);
    expect(hash.value).toBe(`${run().dataset.sha256.slice(0, 12)}…`);
  });

  it('says what is not known yet', () => {
    const facts = provenanceFacts(run({ kernels: null, seconds: 0, samplesPerSecond: null }));
    expect([valueOf(facts, 'kernels'), valueOf(facts, 'duration'), valueOf(facts, 'samples/s')]).toEqual([
      '—',
      '—',
      '—',
    ]);
  });
});
