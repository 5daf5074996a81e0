/** Verdicts over the real engine: a recipe as it is, changed, renamed, and judged in the middle of its way. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { paths } from '../../../src/main/paths.ts';
import { listRecipes } from '../../../src/main/recipes.ts';
import { openCore, type Core } from '../../../src/main/service/core.ts';
import { expectationsOf } from '../../../src/main/service/verdicts.ts';
import type { Experiment } from '../../../src/shared/experiment.ts';

const recipes = await listRecipes(paths.recipes);
const memorise = recipes.find(({ name }) => name === 'cs189-memorise')!.experiment;

let workspace: string;
let core: Core;
beforeAll(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'backprop-verdicts-'));
  core = await openCore({ workspace, threads: 1, version: '0.0.0-test' });
});
afterAll(async () => {
  await core.close();
  await rm(workspace, { recursive: true, force: true });
});

async function outcomes(experiment: Experiment) {
  const { id, runs } = await core.start(experiment);
  await core.whenEnded(runs.map((run) => run.id));
  return expectationsOf(core, id, recipes);
}

const slower: Experiment['training'] = {
  ...memorise.training,
  optimizer: { ...memorise.training.optimizer, learningRate: 0.5 },
};

describe('expectationsOf', () => {
  it('judges a recipe that was run as it is: memorised in one step by every seed', async () => {
    expect(await outcomes(memorise)).toMatchObject([
      { metric: 'train.error', values: [0, 0, 0, 0, 0], reproduced: true },
      { metric: 'firstStepReached', values: [1, 1, 1, 1, 1], seeds: [1, 2, 3, 4, 5], value: 1, reproduced: true },
    ]);
  });

  it('does not judge where a setting was changed, under whatever name', async () => {
    for (const name of [memorise.name, 'my own attempt']) {
      const results = await outcomes({ ...memorise, name, repeats: 1, training: slower });
      expect(results.map(({ reproduced }) => reproduced)).toEqual([null, null]);
      expect(results[0]!.value).toBe(0);
    }
  });

  it('judges a file by its own expectations, and reads the series where they speak of a step', async () => {
    const expects: Experiment['expects'] = [
      { metric: 'train.error', at: 1, over: 'mean', max: 0.5 },
      { metric: 'train.error', at: 'start', over: 'mean', max: 0.5 },
    ];
    const results = await outcomes({ ...memorise, name: 'own', repeats: 2, training: slower, expects });
    expect(results.map(({ reproduced }) => reproduced)).toEqual([true, false]);
    expect(results[0]!.values.every((value) => value !== null && value < 0.5)).toBe(true);
  });

  it('is empty where nothing is expected, and says where there is no such experiment', async () => {
    expect(await outcomes({ ...memorise, expects: [], repeats: 1 })).toEqual([]);
    await expect(expectationsOf(core, 'gone', recipes)).rejects.toMatchObject({ code: 'not-found' });
  });
});
