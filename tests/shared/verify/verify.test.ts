import { describe, expect, it } from 'vitest';
import type { NetworkSpec } from '../../../src/engine/spec.ts';
import { batchValues } from '../../../src/engine/reference/values.ts';
import { ReferenceNetwork } from '../../../src/engine/reference/network.ts';
import { scaled } from '../../../src/shared/verify/matrix.ts';
import { runPass, type Problem } from '../../../src/shared/verify/pass.ts';
import { verifyArrays } from '../../../src/shared/verify/verify.ts';
import { layers, networkSpec, plainSgd } from '../../support/networks.ts';
import { randomProblem } from '../../support/problems.ts';
import { studentSolution, type Mistakes } from '../../support/student.ts';
import { expectClose } from '../../support/tolerance.ts';

const specs: Record<string, NetworkSpec> = {
  'one ReLU layer': networkSpec({ inputs: 6, hidden: layers(['relu', 5]) }),
  'three layers': networkSpec({ inputs: 7, classes: 4, hidden: layers(['relu', 6], ['tanh', 5], ['relu', 4]) }),
  'square layers': networkSpec({ inputs: 4, classes: 4, hidden: layers(['relu', 4], ['sigmoid', 4]) }),
  'one sigmoid unit': networkSpec({ inputs: 5, hidden: layers(['relu', 3]), output: 'sigmoid' }),
};
const problems = Object.entries(specs).map(([name, spec]): [string, Problem] => [name, randomProblem(spec, 12)]);
const plain = randomProblem(networkSpec({ inputs: 6 }), 9);
const withPlain: [string, Problem][] = [...problems, ['no hidden layer', plain]];

describe('the right steps', () => {
  it.each(withPlain)('give what the float64 reference gives: %s', (_, problem) => {
    const { network, x } = problem;
    const images = {
      kind: 'dense-f32',
      count: x.rows,
      inputs: x.columns,
      values: Float32Array.from(x.values),
    } as const;
    const train = Uint32Array.from(problem.labels, (_, i) => i);
    const data = { images, labels: Uint16Array.from(problem.labels), train, validation: null, test: null };
    const plan = {
      network,
      optimizer: plainSgd,
      maxBatch: x.rows,
      data: { ...data, scaling: { factor: 1, offset: 0 } },
    };
    const reference = new ReferenceNetwork(plan);
    for (const [name, { values }] of problem.tensors) reference.write(name, values);

    const values = runPass(problem);
    const close = (name: string, expected: ArrayLike<number>) =>
      expectClose(name, values.get(name)!.values, expected, { absolute: 1e-14, relative: 1e-12 });
    const { loss, gradients } = reference.gradients(train);
    const { forward, backward, probabilities } = batchValues(reference, train);
    for (const [name, { values }] of [...forward, ...backward]) close(name, values);
    for (const [name, gradient] of gradients) close(`d${name}`, gradient);
    close('loss', [loss]);
    const ofClass1 = probabilities.values.filter((_, i) => network.output === 'softmax' || i % 2 === 1);
    close('p', ofClass1);
  });
});

describe('a right solution', () => {
  it.each(withPlain)('passes in float64 and in float32: %s', (_, problem) => {
    for (const single of [false, true]) {
      const found = verifyArrays(problem, studentSolution(problem, { single }));
      expect(found).toMatchObject({ pass: true, first: null, cause: null, precision: single ? 'float32' : 'float64' });
      expect(found.missing.every((name) => /^loss$|^d[zh]/.test(name))).toBe(true);
    }
  });

  it.each(withPlain)('passes with derivatives of each sample’s own loss: %s', (_, problem) => {
    const given = new Map(
      [...runPass(problem)].map(([name, { rows, columns, values }]) => [
        name,
        {
          shape: [rows, columns],
          values: /^d[zh]/.test(name) ? values.map((value) => value * problem.x.rows) : values,
        },
      ]),
    );
    expect(verifyArrays(problem, given)).toMatchObject({ pass: true, first: null });
  });

  it.each(withPlain)('passes with a small constant inside the logarithm: %s', (_, problem) => {
    const { network, labels } = problem;
    const last = String(network.hidden.length + 1);
    const sure = new Map(
      [...problem.tensors].map(([name, tensor]) => [name, scaled(tensor, name.endsWith(last) ? 5 : 1)]),
    );
    const p = runPass({ ...problem, tensors: sure }).get('p')!;
    const ofLabel = (row: number) => {
      if (network.output === 'softmax') return p.values[row * p.columns + labels[row]!]!;
      return labels[row] === 1 ? p.values[row]! : 1 - p.values[row]!;
    };
    const logs = Array.from(labels, (_, row) => -Math.log(ofLabel(row) + 1e-8));
    const loss = logs.reduce((sum, value) => sum + value) / logs.length;
    const judged = (values: number[]) => verifyArrays({ ...problem, tensors: sure }, new Map([['loss', { shape: [], values }]])); // prettier-ignore
    expect(judged([loss]).pass).toBe(true);
    expect(judged([loss * 2]).pass).toBe(false);
  });

  it('passes under the names that students use', () => {
    const [, problem] = problems[0]!;
    const solution = studentSolution(problem);
    const given = new Map([['logits', solution.get('z2')!], ['h2', solution.get('p')!], ['notes', { shape: [1], values: [7] }]]); // prettier-ignore
    const found = verifyArrays(problem, given);
    expect(found.tensors.map(({ name, agrees }) => [name, agrees])).toEqual([['z2', true], ['p', true]]); // prettier-ignore
  });

  it('passes where rounding leaves something of what cancels: the tiny network of a course', () => {
    const network = networkSpec({ inputs: 2, classes: 2, hidden: layers(['sigmoid', 3]) });
    const tensors = new Map([
      ['W1', { rows: 2, columns: 3, values: Float64Array.of(1, 1, 1, -1, -1, -1) }],
      ['b1', { rows: 1, columns: 3, values: new Float64Array(3) }],
      ['W2', { rows: 3, columns: 2, values: Float64Array.of(1, 1, -1, -1, -1, -1) }],
      ['b2', { rows: 1, columns: 2, values: new Float64Array(2) }],
    ]);
    const tiny = { network, x: { rows: 1, columns: 2, values: Float64Array.of(1, -1) }, labels: [0], tensors };
    expect([...runPass(tiny).get('dW2')!.values].map((value) => value.toFixed(4))).toEqual(
      ['-0.4404', '0.4404', '-0.4404', '0.4404', '-0.4404', '0.4404'], // prettier-ignore
    );
    for (const rest of [1e-17, Math.fround(2e-8)]) {
      const given = new Map([
        ...studentSolution(tiny),
        ['dW1', { shape: [2, 3], values: new Array<number>(6).fill(rest) }],
      ]);
      const single = [...given].map(
        ([name, { shape, values }]) => [name, { shape, values: Float32Array.from(values) }] as const,
      );
      expect(verifyArrays(tiny, rest < 1e-10 ? given : new Map(single)).pass).toBe(true);
      expect(
        verifyArrays(tiny, new Map([...given, ['dW1', { shape: [2, 3], values: new Array<number>(6).fill(0.01) }]]))
          .first,
      ).toBe('dW1');
    }
  });

  it('passes in float32 where rounding pushes a ReLU over its kink', () => {
    const network = networkSpec({ inputs: 2, hidden: layers(['relu', 2]) });
    const random = randomProblem(network, 6);
    const weights = { rows: 2, columns: 2, values: Float64Array.of(1, 0.5, -1 + 1e-9, 0.25) };
    const bias = { rows: 1, columns: 2, values: new Float64Array(2) };
    const x = { rows: 6, columns: 2, values: Float64Array.from({ length: 12 }, (_, i) => (i < 2 ? 1 : i / 8)) };
    const problem = { ...random, x, tensors: new Map([...random.tensors, ['W1', weights], ['b1', bias]]) };
    expect(runPass(problem).get('h1')!.values[0]).toBeGreaterThan(0);
    const solution = studentSolution(problem, { single: true });
    expect(solution.get('h1')!.values[0]).toBe(0);
    expect(verifyArrays(problem, solution)).toMatchObject({ pass: true, first: null });
    expect(verifyArrays(problem, studentSolution(problem, { single: true, wrongSign: true })).first).toBe('dW2');
  });

  it('is not found where nothing was given', () =>
    expect(verifyArrays(plain, new Map())).toMatchObject({ pass: false, first: null, tensors: [] }));
});

/** Five mistakes, and where the first wrong tensor is in a network of L layers. */
const mistakes: [string, Mistakes, (last: number) => string][] = [
  ['missing-mean', { missingMean: true }, (last) => `dW${last}`],
  ['transposed', { transposed: true }, (last) => `dW${last}`],
  ['missing-mask', { missingMask: true }, (last) => `dW${last - 1}`],
  ['bias-not-summed', { bias: 'first' }, (last) => `db${last}`],
  ['wrong-sign', { wrongSign: true }, (last) => `dW${last}`],
];

describe.each(problems)('%s', (_, problem) => {
  const last = problem.network.hidden.length + 1;

  it.each(mistakes)('finds %s', (name, made, first) => {
    for (const single of [false, true]) {
      const found = verifyArrays(problem, studentSolution(problem, { ...made, single }));
      // A single column is its own transpose: the sigmoid unit's gradient is right.
      const expected = name === 'transposed' && problem.network.output === 'sigmoid' ? 'dW1' : first(last);
      expect([found.first, found.cause?.name, found.pass]).toEqual([expected, name, false]);
      expect(found.cause!.sentence).toMatch(/\.$/);
    }
  });

  it('finds a bias that is averaged', () => {
    const found = verifyArrays(problem, studentSolution(problem, { bias: 'mean' }));
    expect([found.first, found.cause?.name]).toEqual([`db${last}`, 'bias-not-summed']);
  });

  it('finds a mean over the outputs too, and a learning rate, even from the gradients alone', () => {
    const outputs = problem.network.output === 'sigmoid' ? [] : [[{ meanOverOutputs: true }, 'mean-over-outputs'] as const]; // prettier-ignore
    for (const [made, name] of [...outputs, [{ rate: 0.05 }, 'factor'] as const]) {
      const gradients = [...studentSolution(problem, made)].filter(([name]) => name.startsWith('dW'));
      expect(verifyArrays(problem, new Map(gradients)).cause?.name).toBe(name);
    }
  });
});

describe('what is said of the first wrong tensor', () => {
  const [, problem] = problems[0]!;

  it('names the worst entry with both values', () => {
    const solution = studentSolution(problem);
    const z1 = solution.get('z1')!;
    const values = Array.from(z1.values);
    values[7] = values[7]! + 0.25;
    const found = verifyArrays(problem, new Map([...solution, ['z1', { ...z1, values }]]));
    const { distance } = found.tensors[0]!;
    expect(found.first).toBe('z1');
    expect(found.cause).toBeNull();
    expect(distance).toMatchObject({ worst: { index: [1, 2], given: values[7], expected: z1.values[7] } });
    expect(distance!.maxAbsoluteError).toBeCloseTo(0.25, 12);
  });

  it('finds softmax over the samples, values that are not finite, and samples in columns', () => {
    const columns = verifyArrays(problem, studentSolution(problem, { columnSoftmax: true }));
    expect([columns.first, columns.cause?.name]).toEqual(['p', 'softmax-axis']);
    const solution = studentSolution(problem);
    const nan = new Map([...solution, ['p', { shape: [12, 3], values: new Array<number>(36).fill(NaN) }]]);
    expect(verifyArrays(problem, nan)).toMatchObject({ first: 'p', cause: { name: 'not-finite' } });
    const { rows, columns: units, values } = runPass(problem).get('z1')!;
    const turned = Array.from({ length: rows * units }, (_, i) => values[(i % rows) * units + Math.floor(i / rows)]!);
    const found = verifyArrays(problem, new Map([['z1', { shape: [units, rows], values: turned }]]));
    expect(found).toMatchObject({ first: 'z1', cause: { name: 'layout' } });
  });

  it('says which shape is expected where no mistake explains it', () => {
    const found = verifyArrays(problem, new Map([['dW1', { shape: [2], values: [1, 2] }]]));
    expect(found.cause).toEqual({ name: 'shape', sentence: 'It has the shape (2), expected (6, 5).' });
    expect(found.tensors[0]!.distance).toBeNull();
  });
});
