/** The arithmetic of every backend, one step at a time, against the float64 reference and against the update rules. */

import { describe, expect, it } from 'vitest';
import { referenceBackend } from '../../src/engine/reference/network.ts';
import type { ActivationName, ImageStore, NetworkSpec, OutputName, Scaling } from '../../src/engine/spec.ts';
import { tensorTable } from '../../src/engine/tensors.ts';
import { backends } from '../support/backends.ts';
import { imageStore, randomData } from '../support/images.ts';
import {
  allOptimizers,
  layers,
  makeNetwork,
  networkSpec,
  randomTensors,
  type MadeNetwork,
} from '../support/networks.ts';
import { expectClose } from '../support/tolerance.ts';

const activationNames: ActivationName[] = ['sigmoid', 'relu', 'tanh', 'identity'];
const outputs: OutputName[] = ['softmax', 'sigmoid'];
const scalings: Record<string, Scaling> = {
  unit: { factor: 1 / 255, offset: 0 },
  symmetric: { factor: 2 / 255, offset: -1 },
  none: { factor: 1, offset: 0 },
  standardize: { factor: 1 / 78.6, offset: -0.424 },
};
const sizes = [1, 3, 4, 5, 15, 16, 17, 31, 48, 49, 100];

describe.each(backends)('$name: gradients', ({ backend, tolerance }) => {
  /** Loss and every gradient of the batch, and one step's loss and error, against the reference's. */
  function expectReference(given: MadeNetwork, batch: Uint32Array): void {
    const expected = makeNetwork(referenceBackend, given);
    const network = makeNetwork(backend, given);
    const truth = expected.gradients(batch);
    const { loss, gradients } = network.gradients(batch);
    expectClose('loss', [loss], [truth.loss], tolerance);
    for (const [name, values] of truth.gradients) {
      // Float32 sums lose digits relative to the largest terms, not to a sum that happens to be small.
      const scale = Math.max(...Array.from(values, Math.abs));
      const absolute = tolerance.absolute + tolerance.relative * scale;
      expectClose(`gradient of ${name}`, gradients.get(name)!, values, { ...tolerance, absolute });
    }
    expect([...gradients.keys()]).toEqual(tensorTable(given.network).map(({ name }) => name));
  }

  describe.each(outputs)('%s output', (output) => {
    describe.each(Object.keys(scalings))('%s scaling', (scaling) => {
      it.each(activationNames.flatMap((name) => [1, 2, 4].map((depth) => [name, depth] as const)))(
        '%s, %d hidden layers',
        (activation, depth) => {
          const hidden = layers(
            ...[17, 5, 9, 4].slice(0, depth).map((units) => [activation, units] as [ActivationName, number]),
          );
          const network = networkSpec({ inputs: 30, hidden, output });
          const options = { kind: 'sparse-u8', inputs: 30, count: 12, classes: network.classes } as const;
          const data = randomData({ ...options, scaling: scalings[scaling]! });
          // Raw pixels would saturate every unit: weights as small as a person would choose them then.
          const tensors = randomTensors(network);
          if (scaling === 'none')
            tensors.set(
              'W1',
              tensors.get('W1')!.map((value) => value / 128),
            );
          expectReference({ network, data, tensors }, data.train);
        },
      );

      it('without hidden layers', () => {
        const network = networkSpec({ inputs: 30, output });
        const options = { kind: 'sparse-u8', inputs: 30, count: 12, classes: network.classes } as const;
        const data = randomData({ ...options, scaling: scalings[scaling]! });
        const tensors = randomTensors(network);
        if (scaling === 'none')
          tensors.set(
            'W1',
            tensors.get('W1')!.map((value) => value / 128),
          );
        expectReference({ network, data, tensors }, data.train);
      });
    });
  });

  describe.each<ImageStore['kind']>(['sparse-u8', 'dense-f32'])('sizes, %s', (kind) => {
    it.each(sizes)('%d inputs, units, classes and samples', (size) => {
      const classes = Math.max(2, size);
      const network = networkSpec({ inputs: size, hidden: layers(['tanh', size], ['relu', size]), classes });
      const data = randomData({ kind, inputs: size, classes, count: size });
      expectReference({ network, data }, data.train);
    });

    it.each(
      sizes.map((size, i) => [size, sizes[(5 * i + 3) % sizes.length]!, sizes[(3 * i + 7) % sizes.length]!] as const),
    )('%d inputs, %d units, %d samples', (inputs, units, count) => {
      const network = networkSpec({ inputs: inputs, hidden: layers(['relu', units]), output: 'sigmoid' });
      const scaling = { factor: 0.01, offset: -0.5 };
      const data = randomData({ kind, inputs: inputs, classes: 2, count: count, scaling });
      expectReference({ network, data }, data.train);
    });
  });

  it('of images without a single ink pixel, and of images full of ink', () => {
    const values = Float32Array.from({ length: 60 }, (_, i) => (i < 40 ? 0 : 1 + ((i * 37) % 255)));
    const data = {
      ...randomData({ kind: 'sparse-u8', inputs: 20, classes: 3, count: 3 }),
      labels: Uint16Array.of(0, 2, 1),
    };
    const network = networkSpec({ inputs: 20, hidden: layers(['sigmoid', 6]) });
    const given = { network, data: { ...data, images: imageStore('sparse-u8', 20, values) } };
    expectReference(given, data.train);
    expectReference(given, Uint32Array.of(1));
  });

  it('are the same from sparse and from dense images', () => {
    const sparse = randomData({
      kind: 'sparse-u8',
      inputs: 33,
      classes: 3,
      count: 10,
      scaling: scalings['symmetric']!,
    });
    const values = new Float32Array(330);
    if (sparse.images.kind !== 'sparse-u8') throw new Error('not sparse');
    for (let i = 0; i < 10; i++)
      for (let entry = sparse.images.rowStarts[i]!; entry < sparse.images.rowStarts[i + 1]!; entry++)
        values[33 * i + sparse.images.columns[entry]!] = sparse.images.values[entry]!;
    const network = networkSpec({ inputs: 33, hidden: layers(['relu', 18]) });
    const dense = makeNetwork(backend, { network, data: { ...sparse, images: imageStore('dense-f32', 33, values) } });
    const expected = makeNetwork(backend, { network, data: sparse }).gradients(sparse.train);
    for (const [name, gradient] of dense.gradients(sparse.train).gradients)
      expectClose(name, gradient, expected.gradients.get(name)!, { ...tolerance, absolute: 10 * tolerance.absolute });
  });

  it('of a batch are the mean of its samples, in whatever order and however often they come', () => {
    const data = randomData({ kind: 'sparse-u8', inputs: 25, classes: 3, count: 8 });
    const network = makeNetwork(backend, { network: networkSpec({ inputs: 25, hidden: layers(['tanh', 7]) }), data });
    const batch = [6, 1, 6, 3];
    const single = batch.map((sample) => network.gradients(Uint32Array.of(sample)));
    const together = network.gradients(Uint32Array.from(batch));
    const loose = { absolute: 10 * tolerance.absolute, relative: tolerance.relative };
    expectClose('loss', [together.loss], [single.reduce((sum, { loss }) => sum + loss, 0) / 4], loose);
    for (const [name, values] of together.gradients) {
      const mean = Array.from(values, (_, i) => single.reduce((sum, g) => sum + g.gradients.get(name)![i]!, 0) / 4);
      expectClose(name, values, mean, loose);
    }
  });

  it('of some classes of a larger dataset: images of no split are never looked at', () => {
    const all = randomData({ kind: 'sparse-u8', inputs: 25, classes: 10, count: 60 });
    const kept = all.train.filter((i) => [7, 2, 5].includes(all.labels[i]!));
    const labels = all.labels.map((label) => ({ 7: 0, 2: 1, 5: 2 })[label] ?? 65535);
    const network: NetworkSpec = networkSpec({ inputs: 25, hidden: layers(['sigmoid', 9]) });
    expect(kept.length).toBeGreaterThan(5);
    expectReference({ network, data: { ...all, labels, train: kept } }, kept);
  });

  it('are finite and right with logits of ±1000', () => {
    const data = {
      ...randomData({ kind: 'sparse-u8', inputs: 4, classes: 2, count: 2 }),
      labels: Uint16Array.of(0, 1),
    };
    const tensors = new Map([
      ['W1', new Float32Array(8)],
      ['b1', Float32Array.of(1000, -1000)],
    ]);
    const softmax = makeNetwork(backend, { network: networkSpec({ inputs: 4, classes: 2 }), data, tensors });
    expect(softmax.evaluate(Uint32Array.of(0))).toEqual({ loss: 0, error: 0 });
    expect(softmax.evaluate(Uint32Array.of(1))).toEqual({ loss: 2000, error: 1 });
    expectClose('b1', softmax.gradients(Uint32Array.of(1)).gradients.get('b1')!, [1, -1], tolerance);
    const p = softmax.probabilities(Uint32Array.of(0));
    expect(p[1]).toBeGreaterThan(0);
    expect(p[1]).toBeCloseTo(1e-15, 20);

    const unit = new Map([
      ['W1', new Float32Array(4)],
      ['b1', Float32Array.of(-1000)],
    ]);
    const sigmoid = makeNetwork(backend, {
      network: networkSpec({ inputs: 4, output: 'sigmoid' }),
      data,
      tensors: unit,
    });
    expect(sigmoid.evaluate(Uint32Array.of(0))).toEqual({ loss: 0, error: 0 });
    expect(sigmoid.evaluate(Uint32Array.of(1))).toEqual({ loss: 1000, error: 1 });
    expectClose('b1', sigmoid.gradients(Uint32Array.of(1)).gradients.get('b1')!, [-1], tolerance);
  });

  it('give the published derivatives of the tiny network', () => {
    // VU Amsterdam, deep learning, assignment 1: x = (1, −1), three sigmoid units, softmax, class 0.
    const network = networkSpec({ inputs: 2, hidden: layers(['sigmoid', 3]), classes: 2 });
    const data = {
      ...randomData({ kind: 'dense-f32', inputs: 2, classes: 2, count: 1 }),
      images: imageStore('dense-f32', 2, [1, -1]),
      labels: Uint16Array.of(0),
    };
    const tensors = new Map([
      ['W1', [1, 1, 1, -1, -1, -1]],
      ['b1', [0, 0, 0]],
      ['W2', [1, 1, -1, -1, -1, -1]],
      ['b2', [0, 0]],
    ]);
    const { loss, gradients } = makeNetwork(backend, { network, data, tensors }).gradients(data.train);
    const close = { absolute: 5e-5, relative: 0 };
    expectClose('loss', [loss], [0.6931], close);
    expectClose('W', gradients.get('W1')!, [0, 0, 0, 0, 0, 0], tolerance);
    expectClose('b', gradients.get('b1')!, [0, 0, 0], tolerance);
    expectClose('V', gradients.get('W2')!, [-0.4404, 0.4404, -0.4404, 0.4404, -0.4404, 0.4404], close);
    expectClose('c', gradients.get('b2')!, [-0.5, 0.5], close);
  });
});

describe.each(backends)('$name: updates', ({ backend, tolerance }) => {
  const network = networkSpec({ inputs: 22, hidden: layers(['relu', 17], ['sigmoid', 5]) });
  const data = randomData({ kind: 'sparse-u8', inputs: 22, classes: 3, count: 9, scaling: scalings['symmetric']! });

  it.each(allOptimizers)('of $type are those of the reference, slots included, over five steps', (optimizer) => {
    const given = { network, data, optimizer };
    const expected = makeNetwork(referenceBackend, given);
    const tested = makeNetwork(backend, given);
    for (let step = 1; step <= 5; step++)
      for (const one of [expected, tested]) one.step(data.train.subarray(step - 1, 2 * step - 1), 0.1 / step, step);
    const slots = {
      sgd: [''],
      momentum: ['', '.velocity'],
      nesterov: ['', '.velocity'],
      adam: ['', '.mean', '.square'],
    };
    const loose = { absolute: 20 * tolerance.absolute, relative: 20 * tolerance.relative };
    for (const { name } of tensorTable(network))
      for (const slot of slots[optimizer.type])
        expectClose(`${name}${slot}`, tested.read(name + slot), expected.read(name + slot), loose);
  });

  it('use the rate of the step, and decay every parameter, unused pixels and biases too', () => {
    const optimizer = { type: 'sgd', learningRate: 99, weightDecay: 0.5 } as const;
    const tested = makeNetwork(backend, { network, data, optimizer });
    const before = randomTensors(network);
    const { gradients } = tested.gradients(Uint32Array.of(4));
    tested.step(Uint32Array.of(4), 0.25, 1);
    for (const [name, values] of before) {
      const gradient = gradients.get(name)!;
      expectClose(
        name,
        tested.read(name),
        values.map((p, i) => p - 0.25 * (gradient[i]! + 0.5 * p)),
        {
          absolute: 1e-6,
          relative: 1e-6,
        },
      );
    }
  });
});
