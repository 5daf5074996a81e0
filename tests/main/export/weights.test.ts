import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tensorTable } from '../../../src/engine/tensors.ts';
import { decodeNpz } from '../../../src/main/export/npz.ts';
import { encodeWeights, tensorShape, weightsFrom } from '../../../src/main/export/weights.ts';
import { layers, networkSpec, randomTensors } from '../../support/networks.ts';
import { fixtureNetwork, fixtureTensors } from '../../support/weightsFixture.ts';

const fixture = (name: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(readFileSync(join(import.meta.dirname, '../../fixtures/weights', name)));

describe('weights and NumPy', () => {
  const tensors = fixtureTensors();
  const written = encodeWeights(fixtureNetwork, (name) => tensors.get(name)!);

  it('reads what numpy.savez wrote, and writes its own form of it', () => {
    const read = weightsFrom(decodeNpz(fixture('numpy.npz'), 'numpy.npz'), fixtureNetwork, 'numpy.npz');
    expect(read).toEqual(tensors);
    expect(encodeWeights(fixtureNetwork, (name) => read.get(name)!)).toEqual(written);
  });

  it('writes what numpy.load reads: names, type, shapes and values', () => {
    expect(written).toEqual(fixture('workbench.npz'));
    const seen: unknown = JSON.parse(new TextDecoder().decode(fixture('workbench.json')));
    const expected = tensorTable(fixtureNetwork).map((tensor) => [
      tensor.name,
      { dtype: '<f4', shape: tensorShape(tensor), values: [...tensors.get(tensor.name)!] },
    ]);
    expect(seen).toEqual(Object.fromEntries(expected));
  });
});

it('weights written, read and written again are the same bytes', () => {
  const network = networkSpec({ inputs: 9, classes: 4, hidden: layers(['relu', 7], ['tanh', 5]) });
  const tensors = randomTensors(network);
  const first = encodeWeights(network, (name) => tensors.get(name)!);
  const read = weightsFrom(decodeNpz(first, 'w.npz'), network, 'w.npz');
  expect(encodeWeights(network, (name) => read.get(name)!)).toEqual(first);
});
