/**
 * Confusion matrices and what follows from them. A matrix is row-major, K × K: rows are true classes, columns predicted
 * ones, so that a cell is the number of images of a class that were said to be another.
 */

import { summarize } from '../stats/summary.ts';

export interface ConfusionMatrix {
  readonly classes: number;
  readonly values: Float64Array; // (classes, classes)
}

export function confusionMatrix(labels: Uint16Array, predicted: Uint16Array, classes: number): ConfusionMatrix {
  const values = new Float64Array(classes * classes);
  for (let i = 0; i < labels.length; i++) values[labels[i]! * classes + predicted[i]!]!++;
  return { classes, values };
}

export interface ClassScore {
  /** Images of the class. */
  readonly support: number;
  /** Images said to be of the class. */
  readonly said: number;
  /** Of the images said to be of the class, the fraction that is; null where none was. */
  readonly precision: number | null;
  /** Of the images of the class, the fraction recognised; null where there are none. */
  readonly recall: number | null;
  /** Harmonic mean of the two: 2 · hits / (support + said); null where both are 0. */
  readonly f1: number | null;
}

const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

export function classScores(matrix: ConfusionMatrix): ClassScore[] {
  const { rows, columns } = totals(matrix);
  return rows.map((support, k) => {
    const hits = matrix.values[k * matrix.classes + k]!;
    const said = columns[k]!;
    return {
      support,
      said,
      precision: ratio(hits, said),
      recall: ratio(hits, support),
      f1: ratio(2 * hits, support + said),
    };
  });
}

export interface Totals {
  readonly rows: number[];
  readonly columns: number[];
  readonly all: number;
}

export function totals({ classes, values }: ConfusionMatrix): Totals {
  const rows = new Array<number>(classes).fill(0);
  const columns = new Array<number>(classes).fill(0);
  let all = 0;
  values.forEach((value, i) => {
    rows[Math.floor(i / classes)]! += value;
    columns[i % classes]! += value;
    all += value;
  });
  return { rows, columns, all };
}

/** What a cell's number is of: of nothing (a count), of its row, or of its column. */
export type ConfusionShare = 'counts' | 'by-true' | 'by-predicted';

/** Each cell as a fraction of its row or column; a cell of an empty one is 0. */
export function shared(matrix: ConfusionMatrix, share: ConfusionShare): ConfusionMatrix {
  if (share === 'counts') return matrix;
  const { rows, columns } = totals(matrix);
  const { classes, values } = matrix;
  const whole = (i: number) => (share === 'by-true' ? rows[Math.floor(i / classes)]! : columns[i % classes]!);
  return { classes, values: values.map((value, i) => (whole(i) === 0 ? 0 : value / whole(i))) };
}

/** Cell by cell: mean over the runs, and SD with n − 1 (0 for a single run). @param matrices of one size, at least one */
export function meanAndSd(matrices: readonly ConfusionMatrix[]): { mean: ConfusionMatrix; sd: ConfusionMatrix } {
  const { classes, values } = matrices[0]!;
  const cells = Array.from(values, (_, i) => summarize(matrices.map((matrix) => matrix.values[i]!)));
  const take = (of: 'mean' | 'sd') => ({ classes, values: Float64Array.from(cells, (cell) => cell[of] ?? 0) });
  return { mean: take('mean'), sd: take('sd') };
}

export function difference(a: ConfusionMatrix, b: ConfusionMatrix): ConfusionMatrix {
  return { classes: a.classes, values: a.values.map((value, i) => value - b.values[i]!) };
}

/** The largest cell in size, with or without the diagonal: the end of the colour scale. At least 1e-12. */
export function largestCell({ classes, values }: ConfusionMatrix, withDiagonal: boolean): number {
  let largest = 1e-12;
  values.forEach((value, i) => {
    const isDiagonal = i % (classes + 1) === 0;
    if (withDiagonal || !isDiagonal) largest = Math.max(largest, Math.abs(value));
  });
  return largest;
}
