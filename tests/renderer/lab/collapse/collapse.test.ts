import { describe, expect, it } from 'vitest';
import { unitsOver, whatHappened } from '../../../../src/renderer/src/lab/collapse/health.ts';
import { collapseExperiment, initialState, stateSchema } from '../../../../src/renderer/src/lab/collapse/settings.ts';
import type { HealthMoment } from '../../../../src/shared/contract.ts';
import { experimentSchema } from '../../../../src/shared/experiment.ts';
import { recipeFile } from '../recipeFile.ts';

const moment = (epoch: number, deadUnits: number): HealthMoment => ({
  step: 121 * epoch,
  epoch,
  layers: [
    { layer: 1, activation: 'relu', units: 200, deadUnits, meanActivation: 1, zeros: deadUnits / 200, weightNorm: 1, gradientNorm: 0.5 },
    { layer: 2, activation: 'sigmoid', units: 1, deadUnits: 0, meanActivation: 0, zeros: 0, weightNorm: 1, gradientNorm: 1 },
  ],
}); // prettier-ignore

describe('the units of the hidden layer', () => {
  it('are those of the first layer at each kept epoch', () => {
    expect(unitsOver([moment(0, 0), moment(1, 150)])).toEqual([
      { epoch: 0, units: 200, dead: 0, silent: 0, gradientNorm: 0.5 },
      { epoch: 1, units: 200, dead: 150, silent: 0.75, gradientNorm: 0.5 },
    ]);
  });

  it.each([
    [[0, 198, 198], 0.5, 'Step 10: 198 of 200 units never fire for any of 1,000 images, since epoch 1 at the latest: nothing is left to learn with. 50.0 % of the test images are classified wrongly.'],
    [[0, 1], 0.0175, 'Step 10: 1 of 200 units never fires for any of 1,000 images; the others learn. 1.8 % of the test images are classified wrongly.'],
    [[0, 0], null, 'Step 10: every one of 200 units fires for some image.'],
    [[], null, ''],
  ])('%j dead at the epochs: the sentence', (dead, error, sentence) => {
    expect(whatHappened(10, unitsOver(dead.map((count, epoch) => moment(epoch, count))), error)).toBe(sentence);
  }); // prettier-ignore
});

describe('what is trained', () => {
  it('with step 10 is the other recipe of the course', async () => {
    const recipe = experimentSchema.parse(await recipeFile('cs189-three-nine'));
    const published = experimentSchema.parse(await recipeFile('cs189-step-ten'));
    const own = experimentSchema.parse(collapseExperiment(recipe, 10, 1));
    expect(own.dataset).toEqual(published.dataset);
    expect(own.network).toEqual(published.network);
    expect(own.training).toEqual(published.training);
    expect(own).toMatchObject({ repeats: 1, expects: [], seed: 1 });
  });

  it('is remembered as it was', () => {
    expect(stateSchema.parse(JSON.parse(JSON.stringify(initialState)))).toEqual(initialState);
  });
});
