// Questions about the machine: is a relaxed multiply-add fused here, and how fast is a loop of nothing else.

import { laneSum, madd } from './lanes';

/** a·b + c of the build's multiply-add. With a = b = 1 + 2^−12 and c = −(1 + 2^−11) only a fused one is not 0. */
export function probe_madd(a: f32, b: f32, c: f32): f32 {
  return f32x4.extract_lane(madd(f32x4.splat(a), f32x4.splat(b), f32x4.splat(c)), 0);
}

/** 12 × 4 multiply-adds an iteration. The operands are arguments: constants would be rebuilt in the loop. */
export function peak_loop(iterations: u32, a: f32, b: f32): f32 {
  const x = f32x4.splat(a), y = f32x4.splat(b);
  let c0 = x, c1 = x, c2 = x, c3 = x, c4 = x, c5 = x, c6 = x, c7 = x, c8 = x, c9 = x, c10 = x, c11 = x;
  for (let i: u32 = 0; i < iterations; i++) {
    c0 = madd(c0, x, y);
    c1 = madd(c1, x, y);
    c2 = madd(c2, x, y);
    c3 = madd(c3, x, y);
    c4 = madd(c4, x, y);
    c5 = madd(c5, x, y);
    c6 = madd(c6, x, y);
    c7 = madd(c7, x, y);
    c8 = madd(c8, x, y);
    c9 = madd(c9, x, y);
    c10 = madd(c10, x, y);
    c11 = madd(c11, x, y);
  }
  const low = f32x4.add(f32x4.add(f32x4.add(c0, c1), f32x4.add(c2, c3)), f32x4.add(c4, c5));
  const high = f32x4.add(f32x4.add(f32x4.add(c6, c7), f32x4.add(c8, c9)), f32x4.add(c10, c11));
  return laneSum(f32x4.add(low, high));
}

/**
 * 24 × 4 multiply-adds an iteration, as twelve vectors of eight lanes where V8 makes those. Where it does not, there are
 * more accumulators than registers, and `peak_loop` is the faster one.
 * @param scratch 32 bytes that may be overwritten: pairs are found from where they are stored
 */
export function peak_loop_wide(iterations: u32, a: f32, b: f32, scratch: usize): void {
  const x = f32x4.splat(a), y = f32x4.splat(b);
  let c0 = x, c1 = x, c2 = x, c3 = x, c4 = x, c5 = x, c6 = x, c7 = x, c8 = x, c9 = x, c10 = x, c11 = x;
  let c12 = x, c13 = x, c14 = x, c15 = x, c16 = x, c17 = x, c18 = x, c19 = x, c20 = x, c21 = x, c22 = x, c23 = x;
  for (let i: u32 = 0; i < iterations; i++) {
    c0 = madd(c0, x, y);
    c1 = madd(c1, x, y);
    c2 = madd(c2, x, y);
    c3 = madd(c3, x, y);
    c4 = madd(c4, x, y);
    c5 = madd(c5, x, y);
    c6 = madd(c6, x, y);
    c7 = madd(c7, x, y);
    c8 = madd(c8, x, y);
    c9 = madd(c9, x, y);
    c10 = madd(c10, x, y);
    c11 = madd(c11, x, y);
    c12 = madd(c12, x, y);
    c13 = madd(c13, x, y);
    c14 = madd(c14, x, y);
    c15 = madd(c15, x, y);
    c16 = madd(c16, x, y);
    c17 = madd(c17, x, y);
    c18 = madd(c18, x, y);
    c19 = madd(c19, x, y);
    c20 = madd(c20, x, y);
    c21 = madd(c21, x, y);
    c22 = madd(c22, x, y);
    c23 = madd(c23, x, y);
  }
  const l0 = f32x4.add(c0, c2), h0 = f32x4.add(c1, c3);
  const l1 = f32x4.add(c4, c6), h1 = f32x4.add(c5, c7);
  const l2 = f32x4.add(c8, c10), h2 = f32x4.add(c9, c11);
  const l3 = f32x4.add(c12, c14), h3 = f32x4.add(c13, c15);
  const l4 = f32x4.add(c16, c18), h4 = f32x4.add(c17, c19);
  const l5 = f32x4.add(c20, c22), h5 = f32x4.add(c21, c23);
  const l6 = f32x4.add(l0, l1), h6 = f32x4.add(h0, h1);
  const l7 = f32x4.add(l2, l3), h7 = f32x4.add(h2, h3);
  const l8 = f32x4.add(l4, l5), h8 = f32x4.add(h4, h5);
  const l9 = f32x4.add(l6, l7), h9 = f32x4.add(h6, h7);
  const l10 = f32x4.add(l9, l8), h10 = f32x4.add(h9, h8);
  v128.store(scratch, l10);
  v128.store(scratch, h10, 16);
}
