import { describe, expect, it } from 'vitest';
import { readRecipeFile } from '../../../src/renderer/src/recipes/openRecipe.ts';

const smallest = {
  version: 1,
  dataset: { source: 'synthetic-digits' },
  network: { output: 'softmax' },
  training: { optimizer: { type: 'sgd', learningRate: 0.1 } },
};
const about = { course: 'Our course', title: 'Week 3', lookFor: 'The gap.' };
const expects = [{ metric: 'test.error', max: 0.1, quote: 'below 10 %' }];
const file = (name: string, content: unknown): File => new File([JSON.stringify(content)], name);

describe('a recipe file', () => {
  it('becomes a complete experiment with what it tells and expects', async () => {
    const experiment = await readRecipeFile(file('week-3.json', { ...smallest, about, expects }));
    expect(experiment.name).toBe('week-3');
    expect(experiment.about).toEqual(about);
    expect(experiment.expects[0]).toMatchObject({ metric: 'test.error', at: 'end', over: 'mean', max: 0.1 });
    expect(experiment.training).toMatchObject({ batchSize: 100, epochs: 5 });
  });

  it('is refused with everything that is wrong, each with its field', async () => {
    const wrong = { ...smallest, trainig: {}, dataset: { source: 'mnist', scaling: 'half' } };
    await expect(readRecipeFile(file('week-3.json', wrong))).rejects.toThrow(
      /^week-3\.json: .*dataset\.scaling.*(training|trainig)/s,
    );
    await expect(readRecipeFile(new File(['{ "version": 1,'], 'cut.json'))).rejects.toThrow(
      /^cut\.json: not valid JSON/,
    );
  });

  it('is not looked for in a file of images', async () => {
    const large = { name: 'mnist.zip', size: 2 ** 24, text: () => Promise.reject(new Error('was read')) };
    await expect(readRecipeFile(large)).rejects.toThrow(/mnist\.zip: has 16777216 bytes.*Data screen/);
  });
});
