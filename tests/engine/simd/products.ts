/** Products by plain float64 loops, and the sizes at which kernels are compared with them. */

import { padded } from '../../../src/engine/simd/layout.ts';
import { sizes } from './numbers.ts';

export const tolerance = { absolute: 2e-5, relative: 2e-5 };

export type Matrix = (row: number, column: number) => number;

/** (rows, stride) of Σ over `inner` of a(row, i) · b(i, column), passed through `finish`; 0 in the padding. */
export function product(
  rows: number,
  inner: number,
  columns: number,
  a: Matrix,
  b: Matrix,
  finish: (sum: number, r: number, c: number) => number,
) {
  const stride = padded(columns);
  const out = new Float64Array(rows * stride);
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++) {
      let sum = 0;
      for (let i = 0; i < inner; i++) sum += a(r, i) * b(i, c);
      out[r * stride + c] = finish(sum, r, c);
    }
  return out;
}

/** Every size once as samples, inputs and units, the others being of another size. */
export const roles = [
  ...[0, ...sizes].map((samples) => ({ samples, inputs: 17, units: 31 })),
  ...sizes.map((inputs) => ({ samples: 5, inputs, units: 15 })),
  ...sizes.map((units) => ({ samples: 5, inputs: 17, units })),
  { samples: 49, inputs: 100, units: 100 },
];
