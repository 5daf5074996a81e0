/**
 * Trains small networks of awkward sizes with both builds of the kernels, with small tiles and large ones, and prints one
 * digest of all their tensors for each. A program: wide.test.ts runs it in processes of its own.
 */

import { createHash } from 'node:crypto';
import { simdBackend } from '../../../src/engine/simd/backend.ts';
import { tensorTable } from '../../../src/engine/tensors.ts';
import { randomData } from '../../support/images.ts';
import { allOptimizers, layers, networkSpec, randomTensors } from '../../support/networks.ts';
import { kernelBytes } from './kernelBytes.ts';

const activations = ['relu', 'sigmoid', 'tanh', 'identity'] as const;
const sizes = [3, 17, 64, 76, 100, 130];
const bytes = await kernelBytes();

const builds = [false, true].flatMap((wide) => [simdBackend(bytes, 'simd', wide), simdBackend(bytes, undefined, wide)]);

for (const backend of builds) {
  const hash = createHash('sha256');
  for (const kind of ['sparse-u8', 'dense-f32'] as const)
    for (const [i, units] of sizes.entries()) {
      const inputs = 40 + units;
      const network = networkSpec({
        inputs,
        classes: 2 + i,
        hidden: layers([activations[i % 4]!, units], [activations[(i + 1) % 4]!, sizes[(i + 2) % 6]!]),
      });
      const scaling = { factor: 2 / 255, offset: i % 2 ? -1 : 0 };
      const data = randomData({ kind, inputs, classes: 2 + i, count: 300, scaling });
      const optimizer = allOptimizers[i % allOptimizers.length]!;
      const net = backend.create({ network, optimizer, maxBatch: 300, data });
      for (const [name, values] of randomTensors(network)) net.write(name, values);
      for (let step = 1; step <= 8; step++) net.step(data.train.subarray(0, [1, 16, 99, 300][step % 4]), 0.01, step);
      for (const { name } of tensorTable(network)) hash.update(Float32Array.from(net.read(name)));
      hash.update(net.probabilities(data.train));
      net.dispose();
    }
  process.stdout.write(`${backend.variant} ${hash.digest('hex')}\n`);
}
