/** Problems for the checks of students' programs: random networks with a random batch. */

import { randomStream } from '../../src/engine/random.ts';
import type { NetworkSpec } from '../../src/engine/spec.ts';
import { tensorTable } from '../../src/engine/tensors.ts';
import type { Problem } from '../../src/shared/verify/pass.ts';
import { randomTensors } from './networks.ts';

/** @param samples at least one of each class, in turn */
export function randomProblem(network: NetworkSpec, samples: number, seed = 0): Problem {
  const random = randomStream(seed, 'data');
  const tensors = randomTensors(network, seed);
  return {
    network,
    x: {
      rows: samples,
      columns: network.inputs,
      values: Float64Array.from({ length: samples * network.inputs }, () => Math.fround(random.uniform())),
    },
    labels: Uint16Array.from({ length: samples }, (_, i) => i % network.classes),
    tensors: new Map(
      tensorTable(network).map(({ name, rows, columns }) => [
        name,
        { rows, columns, values: Float64Array.from(tensors.get(name)!) },
      ]),
    ),
  };
}
