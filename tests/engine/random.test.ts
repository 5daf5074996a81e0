import { describe, expect, it } from 'vitest';
import { randomStream } from '../../src/engine/random.ts';
import { epochOrder } from '../../src/engine/shuffle.ts';

const draws = (count: number, draw: () => number) => Array.from({ length: count }, draw);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('random streams', () => {
  it('repeat exactly for the same seed, name and index', () => {
    const first = draws(5, randomStream(7, 'data', 3).uniform);
    expect(draws(5, randomStream(7, 'data', 3).uniform)).toEqual(first);
  });

  it('keep their values for ever: stored runs depend on them', () => {
    const random = randomStream(1, 'shuffling', 2);
    expect(draws(4, () => random.below(1000))).toMatchInlineSnapshot(`
      [
        344,
        449,
        36,
        869,
      ]
    `);
    expect(draws(2, randomStream(1, 'initialisation').normal)).toMatchInlineSnapshot(`
      [
        0.24660693705812203,
        -1.874931047763576,
      ]
    `);
  });

  it('differ by seed, also beyond 32 bits, by name and by index', () => {
    const streams = [
      randomStream(0, 'data'),
      randomStream(1, 'data'),
      randomStream(2 ** 32, 'data'),
      randomStream(2 ** 53 - 1, 'data'),
      randomStream(0, 'shuffling'),
      randomStream(0, 'shuffling', 1),
      randomStream(1, 'shuffling'),
    ];
    expect(new Set(streams.map((stream) => stream.uniform())).size).toBe(streams.length);
  });

  it('are uncorrelated between neighbouring seeds, from the first draw', () => {
    const products = draws(20_000, () => 0).map((_, seed) => {
      const here = randomStream(seed, 'initialisation').normal();
      return here * randomStream(seed + 1, 'initialisation').normal();
    });
    expect(Math.abs(mean(products))).toBeLessThan(4 / Math.sqrt(20_000));
  });

  it('draw uniforms in [0, 1) with the right mean and variance', () => {
    const values = draws(100_000, randomStream(3, 'data').uniform);
    expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
    expect(mean(values)).toBeCloseTo(0.5, 2);
    expect(mean(values.map((value) => (value - 0.5) ** 2))).toBeCloseTo(1 / 12, 2);
  });

  it('draw standard normals: moments and tails', () => {
    const values = draws(200_000, randomStream(4, 'data').normal);
    expect(Math.abs(mean(values))).toBeLessThan(0.01);
    expect(mean(values.map((x) => x * x))).toBeCloseTo(1, 1.7);
    expect(Math.abs(mean(values.map((x) => x ** 3)))).toBeLessThan(0.03);
    expect(mean(values.map((x) => x ** 4))).toBeCloseTo(3, 1);
    expect(mean(values.map((x) => (Math.abs(x) > 1.959964 ? 1 : 0)))).toBeCloseTo(0.05, 2);
  });

  it.each([1, 2, 3, 10, 1000, 3 * 2 ** 30])('draw integers below %d without bias', (limit) => {
    const random = randomStream(5, 'data');
    const values = draws(30_000, () => random.below(limit));
    expect(values.every((value) => Number.isInteger(value) && value >= 0 && value < limit)).toBe(true);
    // Single values for the small ranges; for the large one, tenths: a plain modulo would favour its first third twofold.
    const cells = Math.min(limit, 10);
    const counts = new Array<number>(cells).fill(0);
    for (const value of values) counts[Math.floor((value / limit) * cells)]!++;
    const expected = values.length / cells;
    const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    expect(chiSquare).toBeLessThan(27.9); // 0.1 % point for nine degrees of freedom
  });
});

describe('the order of an epoch', () => {
  const samples = Uint32Array.from({ length: 1000 }, (_, i) => 3 * i + 1);

  it('is a permutation of the samples, which stay as they are', () => {
    const order = epochOrder(samples, 1, 0);
    expect(order).not.toEqual(samples);
    expect(order.toSorted()).toEqual(samples);
    expect(samples[999]).toBe(2998);
  });

  it('follows from seed and epoch alone, whatever was in the array before', () => {
    const reused = new Uint32Array(1000);
    epochOrder(samples, 1, 4, reused);
    epochOrder(samples, 1, 5, reused);
    expect(epochOrder(samples, 1, 5)).toEqual(reused);
    expect(epochOrder(samples, 1, 4)).not.toEqual(reused);
    expect(epochOrder(samples, 2, 5)).not.toEqual(reused);
  });

  it('gives every order of three the same chance', () => {
    const three = Uint32Array.of(0, 1, 2);
    const counts = new Map<string, number>();
    for (let epoch = 0; epoch < 6000; epoch++) {
      const key = epochOrder(three, 9, epoch).join('');
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(120); // four deviations
  });

  it.each([0, 1])('works for %d samples', (count) => {
    expect(epochOrder(samples.subarray(0, count), 1, 0)).toEqual(samples.slice(0, count));
  });
});
