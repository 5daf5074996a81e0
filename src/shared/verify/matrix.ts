/** The few matrix operations of a textbook's backpropagation, in float64 and row-major. Not fast, and not meant to be. */

export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float64Array; // (rows, columns)
}

export function matrix(rows: number, columns: number, at: (row: number, column: number) => number): Matrix {
  const values = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) values[row * columns + column] = at(row, column);
  return { rows, columns, values };
}

/** Row `row` of a matrix, as a view. */
export const rowOf = ({ columns, values }: Matrix, row: number): Float64Array =>
  values.subarray(row * columns, (row + 1) * columns);

/** a b. Zeros of a, of which images and ReLU outputs have many, cost nothing. */
export function product(a: Matrix, b: Matrix): Matrix {
  const values = new Float64Array(a.rows * b.columns);
  for (let row = 0; row < a.rows; row++)
    for (let inner = 0; inner < a.columns; inner++) {
      const factor = a.values[row * a.columns + inner]!;
      if (factor === 0) continue;
      for (let column = 0; column < b.columns; column++)
        values[row * b.columns + column]! += factor * b.values[inner * b.columns + column]!;
    }
  return { rows: a.rows, columns: b.columns, values };
}

export const transpose = (a: Matrix): Matrix =>
  matrix(a.columns, a.rows, (row, column) => a.values[column * a.columns + row]!);

/** The same values in the same order under another shape, as NumPy's `reshape`. */
export const reshape = ({ values }: Matrix, rows: number, columns: number): Matrix => ({ rows, columns, values });

/** Every entry of a and, where given, of b of the same shape. */
export const map = (a: Matrix, f: (value: number, other: number) => number, b: Matrix = a): Matrix => ({
  ...a,
  values: a.values.map((value, i) => f(value, b.values[i]!)),
});

export const scaled = (a: Matrix, factor: number): Matrix => map(a, (value) => factor * value);

/** a with the row vector b (1, columns) added to each row. */
export const addRow = (a: Matrix, b: Matrix): Matrix =>
  matrix(a.rows, a.columns, (row, column) => a.values[row * a.columns + column]! + b.values[column]!);

/** Sums over the rows (1, columns): NumPy's `sum(axis=0)`. */
export function sumRows(a: Matrix): Matrix {
  const values = new Float64Array(a.columns);
  for (let row = 0; row < a.rows; row++)
    for (let column = 0; column < a.columns; column++) values[column]! += a.values[row * a.columns + column]!;
  return { rows: 1, columns: a.columns, values };
}
