import { describe, expect, it } from 'vitest';
import { attemptsOf } from '../../../../src/renderer/src/lab/memorise/attempts.ts';
import {
  initialState,
  known,
  memoriseExperiment,
  settingsOf,
  stepReached,
  type MemoriseSettings,
} from '../../../../src/renderer/src/lab/memorise/settings.ts';
import type { ExperimentSummary, RunSummary } from '../../../../src/shared/contract.ts';
import { experimentSchema } from '../../../../src/shared/experiment.ts';
import { sampleSummary } from '../../../support/sampleExperiments.ts';
import { recipeFile } from '../recipeFile.ts';

const attempt = (id: string, settings: MemoriseSettings, run: Partial<RunSummary>): ExperimentSummary =>
  sampleSummary(id, experimentSchema.parse(memoriseExperiment(settings)), () => run);

describe('what is trained', () => {
  it('without a hidden layer is the shipped recipe', async () => {
    const own = experimentSchema.parse(memoriseExperiment({ ...known[0]!.settings, seed: 1 }));
    const recipe = experimentSchema.parse(await recipeFile('cs189-memorise'));
    expect(own.dataset).toEqual(recipe.dataset);
    expect(own.network).toEqual(recipe.network);
    expect({ ...own.training, steps: 0 }).toEqual({ ...recipe.training, steps: 0 });
  });

  it.each(['sgd', 'momentum', 'nesterov', 'adam'] as const)('with %s is told from other experiments', (optimizer) => {
    const settings = { ...initialState.settings, optimizer };
    const experiment = experimentSchema.parse(memoriseExperiment(settings));
    expect(settingsOf(experiment)).toEqual(settings);
    expect(settingsOf({ ...experiment, name: 'another' })).toBeNull();
  });
});

describe('attempts', () => {
  it('reach all images only where the run ended with none wrong', () => {
    expect(stepReached({ status: 'finished', lastError: 0, step: 12 })).toBe(12);
    expect(stepReached({ status: 'finished', lastError: 0.01, step: 500 })).toBeNull();
    expect(stepReached({ status: 'running', lastError: 0, step: 3 })).toBeNull();
  });

  it('stand by iterations, each setting once, with its latest run', () => {
    const { settings } = initialState;
    const faster = { ...settings, learningRate: 0.5 };
    const slower = { ...settings, learningRate: 1e-5 };
    const attempts = attemptsOf([
      { ...attempt('slow', slower, { status: 'finished', lastError: 0.8, step: 500 }), createdAt: 1 },
      { ...attempt('old', settings, { status: 'finished', lastError: 0, step: 14 }), createdAt: 2 },
      { ...attempt('new', settings, { status: 'finished', lastError: 0, step: 12 }), createdAt: 3 },
      { ...attempt('fast', faster, { status: 'finished', lastError: 0, step: 5 }), createdAt: 4 },
      { ...attempt('open', { ...settings, seed: 9 }, { status: 'running', lastError: 0.5, step: 2 }), createdAt: 5 },
    ]);
    expect(attempts.map(({ steps }) => steps)).toEqual([5, 12, null]);
    expect(attempts[1]!.runId).toMatch(/^new/);
    expect(attempts[2]!.tried).toBe(500);
  });
});
