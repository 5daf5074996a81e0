/** Networks with random weights and biases for tests of the backends, taken down when the test ends. */

import { onTestFinished } from 'vitest';
import type { Backend, Network } from '../../src/engine/backend.ts';
import { randomStream } from '../../src/engine/random.ts';
import type { ActivationName, LayerSpec, NetworkSpec, OptimizerSpec, TrainingData } from '../../src/engine/spec.ts';
import { tensorTable } from '../../src/engine/tensors.ts';

export const plainSgd: OptimizerSpec = { type: 'sgd', learningRate: 0.1, weightDecay: 0 };

export const allOptimizers: readonly OptimizerSpec[] = [
  { type: 'sgd', learningRate: 0.1, weightDecay: 0.01 },
  { type: 'momentum', learningRate: 0.1, weightDecay: 0.01, momentum: 0.8, initialVelocity: 0.03 },
  { type: 'nesterov', learningRate: 0.1, weightDecay: 0.01, momentum: 0.8, initialVelocity: 0.03 },
  { type: 'adam', learningRate: 0.1, weightDecay: 0.01, beta1: 0.8, beta2: 0.95, epsilon: 1e-4 },
];

/** `layers(['relu', 5], ['tanh', 3])` */
export function layers(...given: [ActivationName, number][]): LayerSpec[] {
  return given.map(([activation, units]) => ({ activation, units }));
}

export function networkSpec(given: Partial<NetworkSpec> & Pick<NetworkSpec, 'inputs'>): NetworkSpec {
  const output = given.output ?? 'softmax';
  const classes = output === 'sigmoid' ? 2 : 3;
  return { classes, hidden: [], output, init: { scheme: 'xavier' }, ...given };
}

/** Float32 weights and biases, normal with a deviation of 1/√inputs. */
export function randomTensors(network: NetworkSpec, seed = 0): Map<string, Float32Array> {
  const { normal } = randomStream(seed, 'initialisation');
  let inputs = 1;
  return new Map(
    tensorTable(network).map(({ name, kind, rows, columns }) => {
      if (kind === 'weights') inputs = rows;
      return [name, Float32Array.from({ length: rows * columns }, () => normal() / Math.sqrt(inputs))];
    }),
  );
}

export interface MadeNetwork {
  readonly network: NetworkSpec;
  readonly data: TrainingData;
  /** @default plain SGD */
  readonly optimizer?: OptimizerSpec;
  /** @default as many as there are images */
  readonly maxBatch?: number;
  /** @default random weights and biases */
  readonly tensors?: ReadonlyMap<string, ArrayLike<number>>;
}

/** A network of the backend, disposed of when the running test ends. */
export function makeNetwork(backend: Backend, given: MadeNetwork): Network {
  const { network: spec, data, optimizer = plainSgd } = given;
  const maxBatch = given.maxBatch ?? Math.max(1, data.images.count);
  const network = backend.create({ network: spec, optimizer, maxBatch, data });
  onTestFinished(() => network.dispose());
  for (const [name, values] of given.tensors ?? randomTensors(spec)) network.write(name, values);
  return network;
}
