/** A network that was sent whole reads images as the service's kernels do. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { argmax } from '../../../src/engine/losses.ts';
import type { ImageStore } from '../../../src/engine/spec.ts';
import { denseImage } from '../../../src/main/datasets/sparse.ts';
import { createReader } from '../../../src/shared/analysis/reader.ts';
import type { ExperimentInput } from '../../../src/shared/experiment.ts';
import { digits, laboratory, plane, type Laboratory } from './support.ts';

let lab: Laboratory;
beforeAll(async () => {
  lab = await laboratory();
});
afterAll(() => lab.close());

const scaled = (base: ExperimentInput, scaling: 'unit' | 'symmetric' | 'standardize'): ExperimentInput => ({
  ...base,
  dataset: { ...base.dataset, scaling },
});

describe('a network in the page', () => {
  it.each([
    ['two hidden layers of pixels in [0, 1]', scaled(digits, 'unit')],
    ['pixels in [−1, 1]', scaled(digits, 'symmetric')],
    ['standardised pixels', scaled(digits, 'standardize')],
    ['features standardised one by one, and a sigmoid unit', scaled(plane, 'standardize')],
  ])('says of %s what the service says, to 1e-5', async (_, experiment) => {
    const [id] = (await lab.train(experiment)) as [string];
    const { dataset } = await lab.core.analysis.subject(id);
    for (const { step } of await lab.api.listCheckpoints({ id })) {
      const network = await lab.api.getNetwork({ id, step });
      expect(network!.step).toBe(step);
      const read = createReader(network!);
      for (let i = 0; i < 20; i++) {
        const raw = rawImage(dataset.images, i);
        const [examined] = await lab.api.examineImage({ runs: [{ id, step }], image: { pixels: raw } });
        const probabilities = read(raw);
        expect(probabilities).toHaveLength(examined!.probabilities.length);
        expect(argmax(probabilities)).toBe(argmax(examined!.probabilities));
        probabilities.forEach((p, k) => expect(Math.abs(p - examined!.probabilities[k]!)).toBeLessThan(1e-5));
      }
    }
  });

  it('is not sent where it is too large, nor made of tensors that are another network’s', async () => {
    const wide = { ...digits, network: { ...digits.network, hidden: [{ units: 2600, activation: 'relu' as const }] } };
    const short = { ...wide.training, epochs: 1, batchSize: 2500 };
    const [large] = (await lab.train({ ...wide, training: short })) as [string];
    expect(await lab.api.getNetwork({ id: large, step: null })).toBeNull();
    const [id] = (await lab.train({ ...digits, training: { ...digits.training, epochs: 1 } })) as [string];
    const sent = (await lab.api.getNetwork({ id, step: null }))!;
    expect(() => createReader({ ...sent, tensors: sent.tensors.slice(1) })).toThrow(/no values of W1, expected 18816/);
  });
});

const rawImage = (images: ImageStore, image: number): Float32Array => denseImage(images, image).slice();
