import { describe, expect, it } from 'vitest';
import { ReferenceNetwork } from '../../src/engine/reference/network.ts';
import { batchValues } from '../../src/engine/reference/values.ts';
import { imageStore, randomData } from '../support/images.ts';
import { layers, networkSpec, plainSgd, randomTensors } from '../support/networks.ts';
import { expectClose } from '../support/tolerance.ts';

const tight = { absolute: 1e-12, relative: 1e-12 };
const spec = networkSpec({ inputs: 6, hidden: layers(['relu', 5], ['tanh', 4]) });
const data = randomData({ kind: 'dense-f32', inputs: 6, classes: 3, count: 8 });

function make(): ReferenceNetwork {
  const network = new ReferenceNetwork({ network: spec, optimizer: plainSgd, maxBatch: 8, data });
  for (const [name, values] of randomTensors(spec)) network.write(name, values);
  return network;
}

describe('the values of a batch', () => {
  const batch = Uint32Array.of(5, 0, 3);

  it('are named and shaped as students name them', () => {
    const values = batchValues(make(), batch);
    const shapes = (map: typeof values.forward) => [...map].map(([name, { rows, columns }]) => [name, rows, columns]);
    expect(shapes(values.forward)).toEqual([
      ['z1', 3, 5],
      ['h1', 3, 5],
      ['z2', 3, 4],
      ['h2', 3, 4],
      ['z3', 3, 3],
    ]);
    expect(shapes(values.backward)).toEqual([
      ['dz3', 3, 3],
      ['dz2', 3, 4],
      ['dz1', 3, 5],
    ]);
    expect(values.probabilities).toMatchObject({ rows: 3, columns: 3 });
  });

  it('follow from one another: h = g(z), z = h W + b', () => {
    const network = make();
    const { forward } = batchValues(network, batch);
    expectClose(
      'h1',
      forward.get('h1')!.values,
      forward.get('z1')!.values.map((z) => Math.max(0, z)),
      tight,
    );
    expectClose('h2', forward.get('h2')!.values, forward.get('z2')!.values.map(Math.tanh), tight);
    const [w, b, h] = [network.read('W2'), network.read('b2'), forward.get('h1')!.values];
    const z2 = Array.from({ length: 12 }, (_, i) => {
      const [row, column] = [Math.floor(i / 4), i % 4];
      return [0, 1, 2, 3, 4].reduce((sum, k) => sum + h[5 * row + k]! * w[4 * k + column]!, b[column]!);
    });
    expectClose('z2', forward.get('z2')!.values, z2, tight);
  });

  it('give the gradients: dW = hᵀ dz, db = Σ dz', () => {
    const network = make();
    const { forward, backward } = batchValues(network, batch);
    const { gradients, loss } = network.gradients(batch);
    const [h, dz] = [forward.get('h2')!.values, backward.get('dz3')!.values];
    const dw = Array.from({ length: 12 }, (_, i) =>
      [0, 1, 2].reduce((sum, row) => sum + h[4 * row + Math.floor(i / 3)]! * dz[3 * row + (i % 3)]!, 0),
    );
    expectClose('dW3', dw, gradients.get('W3')!, tight);
    for (const layer of [1, 2, 3]) {
      const { columns, values } = backward.get(`dz${layer}`)!;
      const db = Array.from({ length: columns }, (_, j) =>
        [0, 1, 2].reduce((s, row) => s + values[row * columns + j]!, 0),
      );
      expectClose(`db${layer}`, db, gradients.get(`b${layer}`)!, tight);
    }
    expect(batchValues(network, batch).losses.reduce((sum, one) => sum + one / 3, 0)).toBeCloseTo(loss, 14);
  });

  it('read sparse and dense images alike', () => {
    const pixels = [0, 9, 0, 255, 0, 1, 30, 0, 0, 0, 0, 0];
    const inputs = { factor: 1 / 255, offset: -0.25 };
    const [sparse, dense] = (['sparse-u8', 'dense-f32'] as const).map((kind) => {
      const images = imageStore(kind, 6, pixels);
      const plan = { network: spec, optimizer: plainSgd, maxBatch: 2, data: { ...data, images, scaling: inputs } };
      const network = new ReferenceNetwork(plan);
      for (const [name, values] of randomTensors(spec)) network.write(name, values);
      return batchValues(network, Uint32Array.of(0, 1)).forward.get('z1')!.values;
    });
    expect(sparse).toEqual(dense);
  });
});
