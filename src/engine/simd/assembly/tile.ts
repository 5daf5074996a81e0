// The register tile of the dense products: sums over an inner index for `rows` × 4·`vectors` outputs.
//
// Forward the inner index is an input, for the gradient a sample; both read one number per row and a vector row of a
// matrix, so one tile serves both. Each output is one sum in order of the inner index, whichever tile computed it.
//
// Tiles are as large as fifteen registers allow: accumulators, one input per row and one vector of the matrix. That is
// twelve accumulators, as vectors of four lanes or, where V8 makes those (`wide`), of eight. Two rows of six such vectors
// come to 96 to 99 % of the peak, since every vector that is read counts twice and no sum waits for itself; three rows of
// three to 90 %, and six rows of two spill.

import { madd, zero } from './lanes';
import { storeRow } from './rows';

/**
 * out[r] = scale · Σ_i x_r[i] · matrix[i] (+ initial[r]) with x_r[i] at p_r + i · step.
 * @param rows 1-4 @param vectors 1-12 with at most two rows, 1-6 with three, 1-4 with four
 * @param count of the inner index @param bytes per row of `matrix` @param outBytes per row of `out`
 * @param initialBytes per row of `initial`: 0 where all rows start from the same one
 */
@inline
export function denseTile(
  rows: i32, vectors: i32, p0: usize, p1: usize, p2: usize, p3: usize, step: usize, count: u32,
  matrix: usize, bytes: usize, scale: v128, add: bool, initial: usize, initialBytes: usize, out: usize, outBytes: usize,
): void {
  const none = zero();
  let c00 = none, c01 = none, c02 = none, c03 = none, c04 = none, c05 = none;
  let c06 = none, c07 = none, c08 = none, c09 = none, c0a = none, c0b = none;
  let c10 = none, c11 = none, c12 = none, c13 = none, c14 = none, c15 = none;
  let c16 = none, c17 = none, c18 = none, c19 = none, c1a = none, c1b = none;
  let c20 = none, c21 = none, c22 = none, c23 = none, c24 = none, c25 = none;
  let c30 = none, c31 = none, c32 = none, c33 = none;
  for (const end = matrix + <usize>count * bytes; matrix < end; matrix += bytes) {
    const x0 = v128.load32_splat(p0);
    const x1 = rows > 1 ? v128.load32_splat(p1) : x0;
    const x2 = rows > 2 ? v128.load32_splat(p2) : x0;
    const x3 = rows > 3 ? v128.load32_splat(p3) : x0;
    p0 += step;
    if (rows > 1) p1 += step;
    if (rows > 2) p2 += step;
    if (rows > 3) p3 += step;
    const b0 = v128.load(matrix);
    c00 = madd(x0, b0, c00);
    if (rows > 1) c10 = madd(x1, b0, c10);
    if (rows > 2) c20 = madd(x2, b0, c20);
    if (rows > 3) c30 = madd(x3, b0, c30);
    if (vectors > 1) {
      const b1 = v128.load(matrix, 16);
      c01 = madd(x0, b1, c01);
      if (rows > 1) c11 = madd(x1, b1, c11);
      if (rows > 2) c21 = madd(x2, b1, c21);
      if (rows > 3) c31 = madd(x3, b1, c31);
    }
    if (vectors > 2) {
      const b2 = v128.load(matrix, 32);
      c02 = madd(x0, b2, c02);
      if (rows > 1) c12 = madd(x1, b2, c12);
      if (rows > 2) c22 = madd(x2, b2, c22);
      if (rows > 3) c32 = madd(x3, b2, c32);
    }
    if (vectors > 3) {
      const b3 = v128.load(matrix, 48);
      c03 = madd(x0, b3, c03);
      if (rows > 1) c13 = madd(x1, b3, c13);
      if (rows > 2) c23 = madd(x2, b3, c23);
      if (rows > 3) c33 = madd(x3, b3, c33);
    }
    if (vectors > 4) {
      const b4 = v128.load(matrix, 64);
      c04 = madd(x0, b4, c04);
      if (rows > 1) c14 = madd(x1, b4, c14);
      if (rows > 2) c24 = madd(x2, b4, c24);
    }
    if (vectors > 5) {
      const b5 = v128.load(matrix, 80);
      c05 = madd(x0, b5, c05);
      if (rows > 1) c15 = madd(x1, b5, c15);
      if (rows > 2) c25 = madd(x2, b5, c25);
    }
    if (vectors > 6) {
      const b6 = v128.load(matrix, 96);
      c06 = madd(x0, b6, c06);
      if (rows > 1) c16 = madd(x1, b6, c16);
    }
    if (vectors > 7) {
      const b7 = v128.load(matrix, 112);
      c07 = madd(x0, b7, c07);
      if (rows > 1) c17 = madd(x1, b7, c17);
    }
    if (vectors > 8) {
      const b8 = v128.load(matrix, 128);
      c08 = madd(x0, b8, c08);
      if (rows > 1) c18 = madd(x1, b8, c18);
    }
    if (vectors > 9) {
      const b9 = v128.load(matrix, 144);
      c09 = madd(x0, b9, c09);
      if (rows > 1) c19 = madd(x1, b9, c19);
    }
    if (vectors > 10) {
      const ba = v128.load(matrix, 160);
      c0a = madd(x0, ba, c0a);
      if (rows > 1) c1a = madd(x1, ba, c1a);
    }
    if (vectors > 11) {
      const bb = v128.load(matrix, 176);
      c0b = madd(x0, bb, c0b);
      if (rows > 1) c1b = madd(x1, bb, c1b);
    }
  }
  storeRow(vectors, out, scale, add, initial, c00, c01, c02, c03, c04, c05, c06, c07, c08, c09, c0a, c0b);
  if (rows == 1) return;
  const out1 = out + outBytes, initial1 = initial + initialBytes;
  storeRow(vectors, out1, scale, add, initial1, c10, c11, c12, c13, c14, c15, c16, c17, c18, c19, c1a, c1b);
  if (rows == 2) return;
  const out2 = out + 2 * outBytes, initial2 = initial + 2 * initialBytes;
  storeRow(vectors, out2, scale, add, initial2, c20, c21, c22, c23, c24, c25, c20, c20, c20, c20, c20, c20);
  if (rows == 3) return;
  const out3 = out + 3 * outBytes, initial3 = initial + 3 * initialBytes;
  storeRow(vectors, out3, scale, add, initial3, c30, c31, c32, c33, c30, c30, c30, c30, c30, c30, c30, c30);
}
