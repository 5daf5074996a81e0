/** Outputs of single layers, as every backend gives them: against the textbook's loops, in order, unpadded. */

import { describe, expect, it } from 'vitest';
import { activations } from '../../src/engine/activations.ts';
import { losses } from '../../src/engine/losses.ts';
import type { ImageStore } from '../../src/engine/spec.ts';
import { readInputs } from '../../src/engine/inputs.ts';
import { backends } from '../support/backends.ts';
import { randomData } from '../support/images.ts';
import { layers, makeNetwork, networkSpec, randomTensors } from '../support/networks.ts';
import { expectClose } from '../support/tolerance.ts';

const spec = networkSpec({ inputs: 20, hidden: layers(['relu', 17], ['tanh', 5]), classes: 4 });
const scaling = { factor: 0.01, offset: -0.5 };

const dataOf = (kind: ImageStore['kind']) => randomData({ kind, inputs: 20, classes: 4, count: 200, scaling });

describe.each(backends)('$name: activations', ({ backend, tolerance }) => {
  it.each(['sparse-u8', 'dense-f32'] as const)('of %s images are those of x W + b, layer after layer', (kind) => {
    const data = dataOf(kind);
    const tensors = randomTensors(spec);
    const network = makeNetwork(backend, { network: spec, data, tensors });
    const samples = Uint32Array.from({ length: 200 }, (_, i) => (i * 7) % 200);
    const functions = [...spec.hidden.map((layer) => activations[layer.activation].f), (z: number) => z];
    let below = [...samples].map((sample) => readInputs(data.images, data.scaling, sample, new Float64Array(20)));
    functions.forEach((f, layer) => {
      const [weights, bias] = [tensors.get(`W${layer + 1}`)!, tensors.get(`b${layer + 1}`)!];
      below = below.map((x) =>
        Float64Array.from(bias, (start, unit) =>
          f(x.reduce((sum, value, row) => sum + value * weights[row * bias.length + unit]!, start)),
        ),
      );
      const expected = below.flatMap((row) => [...row]);
      expectClose(`layer ${layer}`, network.activations(samples, layer), expected, tolerance);
    });
  });

  it('of the last layer are the logits of the probabilities', () => {
    const network = makeNetwork(backend, { network: spec, data: dataOf('sparse-u8') });
    const samples = Uint32Array.of(3, 99);
    const p = new Float64Array(8);
    const logits = network.activations(samples, 2);
    for (const row of [0, 1])
      losses.softmax.probabilities(logits.subarray(row * 4, row * 4 + 4), p.subarray(row * 4, row * 4 + 4));
    expectClose('probabilities', p, network.probabilities(samples), tolerance);
  });

  it('refuse images and layers that are not there', () => {
    const network = makeNetwork(backend, { network: spec, data: dataOf('sparse-u8') });
    expect(network.activations(Uint32Array.of(), 0)).toHaveLength(0);
    expect(() => network.activations(Uint32Array.of(0), 3)).toThrow(/layer 3/);
    if (backend.variant !== 'reference') expect(() => network.activations(Uint32Array.of(200), 0)).toThrow(/image 200/);
  });
});
