/** What every backend promises beside its arithmetic: tensors, errors, batches, scores, repeatability. */

import { describe, expect, it } from 'vitest';
import type { ActivationName, OutputName } from '../../src/engine/spec.ts';
import { optimizerSlots, tensorTable } from '../../src/engine/tensors.ts';
import { backends } from '../support/backends.ts';
import { randomData } from '../support/images.ts';
import { allOptimizers, layers, makeNetwork, networkSpec, plainSgd, randomTensors } from '../support/networks.ts';
import { expectClose } from '../support/tolerance.ts';

const spec = networkSpec({ inputs: 20, hidden: layers(['relu', 17], ['tanh', 5]), classes: 4 });
const data = randomData({ kind: 'sparse-u8', inputs: 20, classes: 4, count: 30 });
const samples = (...indices: number[]) => Uint32Array.from(indices);

describe.each(backends)('$name: tensors', ({ backend, tolerance }) => {
  it('starts with parameters of 0 and slots at their initial value, in unpadded shape', () => {
    for (const optimizer of allOptimizers) {
      const network = makeNetwork(backend, { network: spec, data, optimizer, tensors: new Map() });
      for (const { name, rows, columns } of tensorTable(spec)) {
        expect(Array.from(network.read(name)), name).toEqual(new Array(rows * columns).fill(0));
        for (const slot of optimizerSlots(optimizer)) {
          const values = network.read(`${name}.${slot}`);
          expect(values.length, `${name}.${slot}`).toBe(rows * columns);
          const initial = slot === 'velocity' ? 0.03 : 0;
          expectClose(`${name}.${slot}`, values, new Array<number>(values.length).fill(initial), tolerance);
        }
      }
    }
  });

  it('gives back what was written, every entry at its place', () => {
    const tensors = randomTensors(spec, 3);
    const network = makeNetwork(backend, { network: spec, data, tensors });
    for (const [name, values] of tensors) expect(Array.from(network.read(name)), name).toEqual(Array.from(values));
  });

  it('reads copies', () => {
    const network = makeNetwork(backend, { network: spec, data });
    const before = Array.from(network.read('W2'));
    network.read('W2').fill(7);
    expect(Array.from(network.read('W2'))).toEqual(before);
  });

  it('refuses a tensor of the wrong length, naming tensor, given and expected', () => {
    const network = makeNetwork(backend, { network: spec, data });
    expect(() => network.write('W2', [1, 2, 3])).toThrow(RangeError);
    expect(() => network.write('W2', [1, 2, 3])).toThrow(/W2.*\b3\b.*\b85\b/);
    expect(() => network.write('b1', new Float32Array(18))).toThrow(/b1.*\b18\b.*\b17\b/);
  });

  it('refuses a tensor that it does not have', () => {
    const network = makeNetwork(backend, { network: spec, data });
    expect(() => network.read('W4')).toThrow(/W4/);
    expect(() => network.read('W1.velocity')).toThrow(/W1\.velocity/);
    expect(() => network.write('w1', [])).toThrow(/w1/);
  });

  it('refuses batches that are empty or larger than planned', () => {
    const network = makeNetwork(backend, { network: spec, data, maxBatch: 4 });
    expect(() => network.step(samples(), 0.1, 1)).toThrow(RangeError);
    expect(() => network.step(samples(0, 1, 2, 3, 4), 0.1, 1)).toThrow(/\b5\b.*\b4\b/);
    expect(() => network.gradients(samples())).toThrow(RangeError);
  });
});

describe.each(backends)('$name: scores', ({ backend, tolerance }) => {
  it('are those of guessing for a network of zeros, and ties go to the first class', () => {
    const network = makeNetwork(backend, { network: spec, data, tensors: new Map() });
    const { loss, error } = network.evaluate(data.train);
    expectClose('loss', [loss], [Math.log(4)], tolerance);
    const others = data.labels.reduce((count, label) => count + (label === 0 ? 0 : 1), 0);
    expect(error).toBeCloseTo(others / 30, 12);
  });

  it('of a sigmoid unit: a logit of 0 means class 0', () => {
    const two = randomData({ kind: 'sparse-u8', inputs: 6, classes: 2, count: 20 });
    const network = makeNetwork(backend, {
      network: networkSpec({ inputs: 6, output: 'sigmoid' }),
      data: two,
      tensors: new Map(),
    });
    const { loss, error } = network.evaluate(two.train);
    expectClose('loss', [loss], [Math.LN2], tolerance);
    expect(error).toBeCloseTo(two.labels.reduce((sum, label) => sum + label, 0) / 20, 12);
  });

  it('of a step are those of its batch before the update', () => {
    const network = makeNetwork(backend, { network: spec, data });
    const batch = samples(29, 3, 17, 4, 8);
    const before = network.evaluate(batch);
    const result = network.step(batch, 0.5, 1);
    expectClose('loss', [result.loss], [before.loss], tolerance);
    expect(result.error).toBeCloseTo(before.error, 12);
    expect(network.evaluate(batch).loss).toBeLessThan(before.loss);
  });

  it('do not depend on the planned batch size, and evaluating changes nothing', () => {
    const large = makeNetwork(backend, { network: spec, data });
    const small = makeNetwork(backend, { network: spec, data, maxBatch: 1 });
    const score = small.evaluate(data.train);
    expectClose('loss', [score.loss], [large.evaluate(data.train).loss], tolerance);
    for (const [name, values] of randomTensors(spec))
      expect(Array.from(small.read(name)), name).toEqual(Array.from(values));
  });

  it('agree with the probabilities', () => {
    const network = makeNetwork(backend, { network: spec, data });
    const p = network.probabilities(data.train);
    expect(p.length).toBe(30 * 4);
    const losses = Array.from(data.train, (sample) => -Math.log(p[sample * 4 + data.labels[sample]!]!));
    const mean = losses.reduce((sum, value) => sum + value) / 30;
    expectClose('loss', [network.evaluate(data.train).loss], [mean], {
      ...tolerance,
      relative: 10 * tolerance.relative,
    });
    for (const sample of data.train) {
      const row = Array.from(p.subarray(sample * 4, sample * 4 + 4));
      expect(row.reduce((sum, value) => sum + value)).toBeCloseTo(1, 5);
    }
  });

  it('give probabilities in the order asked for, two columns for a sigmoid unit, none for no samples', () => {
    const network = makeNetwork(backend, { network: spec, data });
    const all = network.probabilities(data.train);
    expectClose(
      'probabilities',
      network.probabilities(samples(9, 2)),
      [...all.subarray(36, 40), ...all.subarray(8, 12)],
      tolerance,
    );
    expect(network.probabilities(samples()).length).toBe(0);
    const two = randomData({ kind: 'dense-f32', inputs: 3, classes: 2, count: 5 });
    const unit = makeNetwork(backend, { network: networkSpec({ inputs: 3, output: 'sigmoid' }), data: two });
    const p = unit.probabilities(two.train);
    expect(p.length).toBe(10);
    for (const i of two.train) expect(p[2 * i]! + p[2 * i + 1]!).toBeCloseTo(1, 6);
  });
});

describe.each(backends)('$name: divergence', ({ backend }) => {
  const all = data.train;

  it.each<[ActivationName, OutputName]>([
    ['relu', 'softmax'],
    ['sigmoid', 'softmax'],
    ['tanh', 'sigmoid'],
    ['identity', 'sigmoid'],
  ])('a weight that is no number shows in every loss: %s, %s', (activation, output) => {
    const classes = output === 'sigmoid' ? 2 : 4;
    const network = networkSpec({ inputs: 20, hidden: layers([activation, 6], [activation, 5]), output, classes });
    const images = randomData({ kind: 'sparse-u8', inputs: 20, classes, count: 30 });
    for (const [name, at] of [
      ['b1', 3],
      ['W2', 7],
      ['b3', 0],
    ] as const) {
      const tensors = randomTensors(network);
      tensors.get(name)![at] = Number.NaN;
      const made = makeNetwork(backend, { network, data: images, tensors });
      expect(made.evaluate(all).loss, name).toBeNaN();
      expect(made.gradients(all).loss, name).toBeNaN();
      expect(made.step(all, 0.1, 1).loss, name).toBeNaN();
    }
  });

  it('steps that are far too long end in a loss that is not finite, not in a plausible one', () => {
    const network = networkSpec({ inputs: 20, hidden: layers(['identity', 9], ['identity', 8]), classes: 4 });
    const made = makeNetwork(backend, { network, data });
    const losses = Array.from({ length: 12 }, (_, step) => made.step(all, 1e30, step + 1).loss);
    expect(losses[0]).toBeLessThan(10);
    expect(losses.at(-1)).not.toSatisfy(Number.isFinite);
  });
});

describe.each(backends)('$name: repeatability', ({ backend }) => {
  const train = (network: ReturnType<typeof makeNetwork>, from: number, to: number) => {
    for (let step = from; step <= to; step++) {
      const start = (7 * step) % 24;
      network.step(data.train.subarray(start, start + 6), 0.05, step);
    }
  };

  it.each(allOptimizers)('two runs with $type are bit-identical', (optimizer) => {
    const [first, second] = [1, 2].map(() => makeNetwork(backend, { network: spec, data, optimizer }));
    train(first!, 1, 10);
    train(second!, 1, 10);
    for (const { name } of tensorTable(spec)) expect(first!.read(name), name).toEqual(second!.read(name));
  });

  it.each(allOptimizers)('a run with $type continues bit-identically from its tensors and slots', (optimizer) => {
    const whole = makeNetwork(backend, { network: spec, data, optimizer });
    train(whole, 1, 5);
    const names = tensorTable(spec).flatMap(({ name }) => [
      name,
      ...optimizerSlots(optimizer).map((slot) => `${name}.${slot}`),
    ]);
    const stored = new Map(names.map((name) => [name, Array.from(whole.read(name))]));
    const resumed = makeNetwork(backend, { network: spec, data, optimizer, tensors: stored });
    train(whole, 6, 10);
    train(resumed, 6, 10);
    for (const name of names) expect(resumed.read(name), name).toEqual(whole.read(name));
  });

  it('networks do not disturb each other', () => {
    const alone = makeNetwork(backend, { network: spec, data });
    train(alone, 1, 6);
    const one = makeNetwork(backend, { network: spec, data });
    const other = makeNetwork(backend, { network: spec, data, tensors: randomTensors(spec, 9), optimizer: plainSgd });
    for (let step = 1; step <= 6; step++) {
      train(one, step, step);
      train(other, step, step);
    }
    for (const { name } of tensorTable(spec)) expect(one.read(name), name).toEqual(alone.read(name));
  });
});
