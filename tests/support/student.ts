/**
 * A student's program: forward and backward pass by plain loops over whole arrays, written apart from the engine and from
 * the table of flaws, with the mistakes that the checks have to find.
 */

import type { Problem } from '../../src/shared/verify/pass.ts';
import type { GivenArray } from '../../src/shared/verify/compare.ts';

export interface Mistakes {
  readonly missingMean?: boolean;
  readonly meanOverOutputs?: boolean;
  readonly transposed?: boolean;
  readonly missingMask?: boolean;
  /** What becomes of db: the first row, or the mean of the rows. */
  readonly bias?: 'first' | 'mean';
  readonly wrongSign?: boolean;
  readonly rate?: number;
  readonly columnSoftmax?: boolean;
  /** Rounds after every operation. */
  readonly single?: boolean;
}

type Table = number[][];

const g = {
  sigmoid: [(z: number) => 1 / (1 + Math.exp(-z)), (_: number, h: number) => h * (1 - h)],
  relu: [(z: number) => (z > 0 ? z : 0), (z: number) => (z > 0 ? 1 : 0)],
  tanh: [(z: number) => Math.tanh(z), (_: number, h: number) => 1 - h ** 2],
  identity: [(z: number) => z, () => 1],
} as const;

/** Every tensor of the pass as NumPy would save it: z1, h1, …, p, loss, dW2, db2, … */
export function studentSolution(problem: Problem, mistakes: Mistakes = {}): Map<string, GivenArray> {
  const { network, labels } = problem;
  const r = mistakes.single ? Math.fround : (value: number) => value;
  const n = problem.x.rows;
  const table = (rows: number, columns: number, values: ArrayLike<number>): Table =>
    Array.from({ length: rows }, (_, i) => Array.from({ length: columns }, (_, j) => r(values[i * columns + j]!)));
  const dot = (rows: number, columns: number, inner: number, f: (i: number, j: number, k: number) => number): Table =>
    Array.from({ length: rows }, (_, i) =>
      Array.from({ length: columns }, (_, j) => {
        let sum = 0;
        for (let k = 0; k < inner; k++) sum = r(sum + f(i, j, k));
        return sum;
      }),
    );
  const saved = new Map<string, GivenArray>();
  const save = (name: string, rows: Table): void => {
    const values = rows.flat();
    saved.set(name, {
      shape: [rows.length, rows[0]!.length],
      values: mistakes.single ? Float32Array.from(values) : values,
    });
  };

  const depth = network.hidden.length + 1;
  const weights = Array.from({ length: depth }, (_, l) => problem.tensors.get(`W${l + 1}`)!).map((w) => table(w.rows, w.columns, w.values)); // prettier-ignore
  const biases = Array.from({ length: depth }, (_, l) => Array.from(problem.tensors.get(`b${l + 1}`)!.values));
  const x = [table(n, network.inputs, problem.x.values)];
  const z: Table[] = [];
  for (let l = 0; l < depth; l++) {
    const [w, input] = [weights[l]!, x[l]!];
    z.push(dot(n, w[0]!.length, w.length, (i, j, k) => input[i]![k]! * w[k]![j]!).map((row) => row.map((value, j) => r(value + biases[l]![j]!)))); // prettier-ignore
    save(`z${l + 1}`, z[l]!);
    const activation = network.hidden[l]?.activation;
    if (!activation) continue;
    x.push(z[l]!.map((row) => row.map((value) => r(g[activation][0](value)))));
    save(`h${l + 1}`, x[l + 1]!);
  }

  const logits = z.at(-1)!;
  const outputs = logits[0]!.length;
  const shift = (row: readonly number[]) => (mistakes.columnSoftmax ? 0 : Math.max(...row));
  const shifted = logits.map((row) => row.map((value) => r(Math.exp(value - shift(row)))));
  const sums = mistakes.columnSoftmax
    ? (_: number, j: number) => shifted.reduce((sum, row) => sum + row[j]!, 0)
    : (i: number) => shifted[i]!.reduce((sum, value) => sum + value, 0);
  const p =
    network.output === 'sigmoid'
      ? logits.map((row) => row.map((value) => r(g.sigmoid[0](value))))
      : shifted.map((row, i) => row.map((value, j) => r(value / sums(i, j))));
  save('p', p);
  const truth = (i: number, j: number) => (network.output === 'sigmoid' ? labels[i]! : labels[i] === j ? 1 : 0);

  const divisor = (mistakes.missingMean ? 1 : n) * (mistakes.meanOverOutputs ? outputs : 1);
  const factor = ((mistakes.wrongSign ? -1 : 1) * (mistakes.rate ?? 1)) / divisor;
  let dz = p.map((row, i) => row.map((value, j) => r((value - truth(i, j)) * factor)));
  for (let l = depth - 1; l >= 0; l--) {
    const [input, w] = [x[l]!, weights[l]!];
    const dw = dot(w.length, w[0]!.length, n, (i, j, k) => input[k]![i]! * dz[k]![j]!);
    save(`dW${l + 1}`, mistakes.transposed ? dw[0]!.map((_, j) => dw.map((row) => row[j]!)) : dw);
    const summed = dz[0]!.map((_, j) => dz.reduce((sum, row) => r(sum + row[j]!), 0));
    const bias = mistakes.bias === 'first' ? dz[0]! : summed.map((sum) => (mistakes.bias === 'mean' ? sum / n : sum));
    const values = mistakes.single ? Float32Array.from(bias) : bias;
    saved.set(`db${l + 1}`, { shape: [bias.length], values });
    const activation = network.hidden[l - 1]?.activation;
    if (!activation) break;
    const before = z[l - 1]!;
    dz = dot(n, w.length, w[0]!.length, (i, j, k) => dz[i]![k]! * w[j]![k]!).map((row, i) =>
      row.map((value, j) => r(mistakes.missingMask ? value : value * g[activation][1](before[i]![j]!, x[l]![i]![j]!))),
    );
  }
  return saved;
}
