import { describe, expect, it } from 'vitest';
import { gradcheck, gradcheckTolerance } from '../../src/engine/gradcheck.ts';
import { initialTensors } from '../../src/engine/init.ts';
import { losses } from '../../src/engine/losses.ts';
import { ReferenceNetwork } from '../../src/engine/reference/network.ts';
import type { ActivationName, NetworkSpec, OutputName } from '../../src/engine/spec.ts';
import { imageStore, randomData } from '../support/images.ts';
import { layers, networkSpec, plainSgd, randomTensors } from '../support/networks.ts';

const activationNames: ActivationName[] = ['sigmoid', 'relu', 'tanh', 'identity'];
const outputs: OutputName[] = ['softmax', 'sigmoid'];
const scalings = { unit: [1 / 255, 0], symmetric: [2 / 255, -1], standardize: [1 / 78.6, -0.424] } as const;

/** Central differences as plainly as they can be made, from whole losses. */
function plainDifferences(network: NetworkSpec, data: ReturnType<typeof randomData>, name: string, epsilon: number) {
  const reference = new ReferenceNetwork({ network, optimizer: plainSgd, maxBatch: data.train.length, data });
  const tensors = randomTensors(network);
  for (const [each, values] of tensors) reference.write(each, values);
  const values = Array.from(tensors.get(name)!);
  const lossWith = (entry: number, change: number) => {
    reference.write(name, values.with(entry, values[entry]! + change));
    return reference.evaluate(data.train).loss;
  };
  return values.map((_, entry) => (lossWith(entry, epsilon) - lossWith(entry, -epsilon)) / (2 * epsilon));
}

describe('the gradient check', () => {
  describe.each(outputs)('%s output', (output) => {
    describe.each(Object.entries(scalings))('%s scaling', (_, [factor, offset]) => {
      it.each(activationNames.flatMap((name) => [0, 1, 2, 4].map((depth) => [name, depth] as const)))(
        'passes for %s, %d hidden layers',
        (activation, depth) => {
          const units = [6, 5, 4, 3].slice(0, depth);
          const hidden = layers(...units.map((count): [ActivationName, number] => [activation, count]));
          const network = networkSpec({ inputs: 12, hidden, output });
          const options = { kind: 'sparse-u8', inputs: 12, classes: network.classes, count: 7 } as const;
          const data = randomData({ ...options, scaling: { factor, offset } });
          const result = gradcheck({ network, data, tensors: randomTensors(network), batch: data.train });
          for (const tensor of result.tensors) {
            expect(tensor.maxRelativeError, tensor.name).toBeLessThan(1e-7);
            expect(tensor.checked, tensor.name).toBeGreaterThan(0);
          }
          expect(result.pass).toBe(true);
        },
      );
    });
  });

  it.each(activationNames)('agrees with differences of whole losses, %s', (activation) => {
    const network = networkSpec({ inputs: 8, hidden: layers([activation, 5], [activation, 4]) });
    const data = randomData({ kind: 'dense-f32', inputs: 8, classes: 3, count: 6 });
    const { values, tensors } = gradcheck({ network, data, tensors: randomTensors(network), batch: data.train });
    for (const { name, skippedAtKink } of tensors) {
      expect(skippedAtKink).toBe(0);
      const plain = plainDifferences(network, data, name, 1e-5);
      values.get(name)!.numeric.forEach((n, i) => expect(n, `${name}[${i}]`).toBeCloseTo(plain[i]!, 9));
    }
  });

  it('stays exact where gradients are tiny: four sigmoid layers of small weights', () => {
    const hidden = layers(['sigmoid', 20], ['sigmoid', 20], ['sigmoid', 20], ['sigmoid', 20]);
    const network = networkSpec({ inputs: 30, hidden, init: { scheme: 'normal', std: 0.01 } });
    const data = randomData({ kind: 'sparse-u8', inputs: 30, classes: 3, count: 20 });
    const result = gradcheck({ network, data, tensors: initialTensors(network, 1), batch: data.train });
    for (const tensor of result.tensors) expect(tensor.maxRelativeError, tensor.name).toBeLessThan(1e-7);
  });

  it('finds a wrong entry, names it, and does not pass', () => {
    const network = networkSpec({ inputs: 8, hidden: layers(['tanh', 5]) });
    const data = randomData({ kind: 'dense-f32', inputs: 8, classes: 3, count: 6 });
    const options = { network, data, tensors: randomTensors(network), batch: data.train };
    const right = gradcheck(options);
    const analytic = new Map([...right.values].map(([name, both]) => [name, Float64Array.from(both.analytic)]));
    analytic.get('W1')![3 * 5 + 2]! *= 1.01;
    const result = gradcheck({ ...options, analytic });
    const [w1, ...others] = result.tensors;
    expect(result.pass).toBe(false);
    expect(w1!.worst).toMatchObject({ row: 3, column: 2, analytic: analytic.get('W1')![17] });
    expect(w1!.maxRelativeError).toBeCloseTo(0.01 / 1.01, 5);
    expect(others.every((tensor) => tensor.maxRelativeError < gradcheckTolerance)).toBe(true);
  });

  it('does not pass a gradient that is not a number', () => {
    const network = networkSpec({ inputs: 4 });
    const data = randomData({ kind: 'dense-f32', inputs: 4, classes: 3, count: 3 });
    const tensors = randomTensors(network);
    const analytic = new Map([...tensors].map(([name, values]) => [name, values.map(() => Number.NaN)]));
    const result = gradcheck({ network, data, tensors, batch: data.train, analytic });
    expect(result.pass).toBe(false);
    expect(result.tensors[0]!.maxRelativeError).toBe(Infinity);
  });

  it('measures relative errors against max(|a|, |n|, 1e-3 max|tensor|, 1e-10)', () => {
    const network = networkSpec({ inputs: 3 });
    const data = { ...randomData({ kind: 'dense-f32', inputs: 3, classes: 3, count: 1 }), labels: Uint16Array.of(0) };
    const images = imageStore('dense-f32', 3, [1, 1e-9, 0]);
    const options = { network, data: { ...data, images }, tensors: randomTensors(network), batch: data.train };
    const analytic = new Map([...gradcheck(options).values].map(([name, both]) => [name, both.analytic.slice()]));
    const w = analytic.get('W1')!;
    const largest = Math.max(...Array.from(w, Math.abs));
    w[3 * 2]! += 1e-9; // the third input is 0, and so is its gradient
    const w1 = gradcheck({ ...options, analytic }).tensors[0]!;
    expect(w1.maxAbsoluteError).toBeCloseTo(1e-9, 11);
    expect(w1.maxRelativeError).toBeCloseTo(1e-9 / (1e-3 * largest), 8);
    expect(w1.worst).toMatchObject({ row: 2, column: 0, numeric: 0 });
  });

  it('skips and counts entries whose change would cross a ReLU kink', () => {
    const network = networkSpec({ inputs: 2, hidden: layers(['relu', 3]), classes: 2 });
    const random = randomData({ kind: 'dense-f32', inputs: 2, classes: 2, count: 2 });
    // Unit 0 sits 5e-6 from its kink for the first image, unit 1 exactly on it for the second, unit 2 far away.
    const data = { ...random, images: imageStore('dense-f32', 2, [1, 0, 0, 1]), labels: Uint16Array.of(0, 1) };
    const tensors = new Map([
      ['W1', [5e-6, 0.5, 1, 0.5, 0, 1]],
      ['b1', [0, 0, 0]],
      ['W2', [1, -1, 0.5, 0.3, -0.2, 0.4]],
      ['b2', [0, 0]],
    ]);
    const result = gradcheck({ network, data, tensors, batch: data.train });
    expect(result.tensors.map(({ name, checked, skippedAtKink }) => [name, checked, skippedAtKink])).toEqual([
      ['W1', 4, 2], // W1[0][0] and W1[1][1]; the other weights of those units meet an input of 0
      ['b1', 1, 2],
      ['W2', 6, 0],
      ['b2', 2, 0],
    ]);
    expect(result.pass).toBe(true);
    const { numeric, analytic } = result.values.get('W1')!;
    expect(Array.from(numeric, Number.isNaN)).toEqual([true, false, false, false, true, false]);
    expect(analytic.length).toBe(6);
  });

  it('checks a fixed random choice of a large tensor, all of a small one', () => {
    const network = networkSpec({ inputs: 40, hidden: layers(['sigmoid', 30]) });
    const data = randomData({ kind: 'sparse-u8', inputs: 40, classes: 3, count: 4 });
    const options = { network, data, tensors: randomTensors(network), batch: data.train, entries: 100 };
    const result = gradcheck(options);
    expect(result.tensors.map((tensor) => tensor.checked)).toEqual([100, 30, 90, 3]);
    const known = Array.from(result.values.get('W1')!.numeric.keys()).filter(
      (i) => !Number.isNaN(result.values.get('W1')!.numeric[i]),
    );
    expect(known.length).toBe(100);
    expect(known.at(-1)! - known[0]!).toBeGreaterThan(1000);
    expect(gradcheck(options)).toEqual(result);
  });

  it('uses the first images of the batch it was given, and reports their loss', () => {
    const network = networkSpec({ inputs: 5 });
    const data = randomData({ kind: 'dense-f32', inputs: 5, classes: 3, count: 9 });
    const tensors = randomTensors(network);
    const batch = Uint32Array.of(7, 2);
    const reference = new ReferenceNetwork({ network, optimizer: plainSgd, maxBatch: 2, data });
    for (const [name, values] of tensors) reference.write(name, values);
    const mean = [7, 2].reduce((sum, i) => sum + losses.softmax.loss(reference.forward(i), data.labels[i]!) / 2, 0);
    expect(gradcheck({ network, data, tensors, batch }).loss).toBeCloseTo(mean, 14);
  });

  it('refuses tensors that do not fit, by name', () => {
    const network = networkSpec({ inputs: 5 });
    const data = randomData({ kind: 'dense-f32', inputs: 5, classes: 3, count: 2 });
    const tensors = new Map([['W1', new Float32Array(15)]]);
    expect(() => gradcheck({ network, data, tensors, batch: data.train })).toThrow(/b1.*\b0\b.*\b3\b/);
  });
});
