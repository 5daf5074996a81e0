// Losses: they turn a sample's logits into its delta in place and write its loss (f64, nats) and whether it is wrong.
// The delta is that of the sample's own loss; the 1/B of the mean enters with the scale of the gradients.
//
// The softmax goes four samples at a time, one to a lane: no sums across lanes, and no branches on values, which a
// processor cannot foresee. What a sample gets does not depend on its lane.

import { firstOf, lowerPairs, secondOf, upperPairs, zero } from './lanes';
import {
  EXP_MAX, EXP_MIN, LN2_HIGH, LN2_LOW, LOG2_E, P0, P1, P2, P3, P4, P5, ROUNDER, exp4, exp4With, sigmoid4,
} from './transcend';

const LANES: u32 = 4;

@inline
function at(values: usize, index: u32): usize {
  return values + (<usize>index << 2);
}

@inline
function labelOf(labels: usize, images: usize, sample: u32): u32 {
  return <u32>load<u16>(labels + (<usize>load<u32>(at(images, sample)) << 1));
}

@inline
function scaleRow(row: usize, stride: u32, by: f32): void {
  const factor = f32x4.splat(by);
  for (let i: u32 = 0; i < stride; i += 4) v128.store(at(row, i), f32x4.mul(v128.load(at(row, i)), factor));
}

// What the lanes of four samples found, as offsets into 64 bytes of scratch memory.
const TOPS: usize = 0; // u32 (4): the first largest class
const MOST: usize = 16; // f32 (4): its logit
const OTHERS: usize = 32; // f32 (4): Σ e^(z − z_top) without the top's 1, so that log1p of it keeps the digits of a loss near 0
const GIVEN: usize = 48; // f32 (4): the logit of the label

/** Finds `TOPS` and `MOST`. */
function findTops(a: usize, b: usize, c: usize, d: usize, classes: u32, scratch: usize): void {
  let largest = zero(), top = zero();
  for (let i: u32 = 0; i < classes; i += 4, a += 16, b += 16, c += 16, d += 16) {
    const ra = v128.load(a), rb = v128.load(b), rc = v128.load(c), rd = v128.load(d);
    const ab = lowerPairs(ra, rb), cd = lowerPairs(rc, rd), ef = upperPairs(ra, rb), gh = upperPairs(rc, rd);
    const z0 = firstOf(ab, cd), z1 = secondOf(ab, cd), z2 = firstOf(ef, gh), z3 = secondOf(ef, gh);
    // a NaN that stands first stays, and no later one replaces a number
    const is0 = i == 0 ? i32x4.splat(-1) : f32x4.gt(z0, largest);
    largest = v128.bitselect(z0, largest, is0);
    top = v128.bitselect(i32x4.splat(i), top, is0);
    if (i + 1 >= classes) break;
    const is1 = f32x4.gt(z1, largest);
    largest = v128.bitselect(z1, largest, is1);
    top = v128.bitselect(i32x4.splat(i + 1), top, is1);
    if (i + 2 >= classes) break;
    const is2 = f32x4.gt(z2, largest);
    largest = v128.bitselect(z2, largest, is2);
    top = v128.bitselect(i32x4.splat(i + 2), top, is2);
    if (i + 3 >= classes) break;
    const is3 = f32x4.gt(z3, largest);
    largest = v128.bitselect(z3, largest, is3);
    top = v128.bitselect(i32x4.splat(i + 3), top, is3);
  }
  v128.store(scratch, top, TOPS);
  v128.store(scratch, largest, MOST);
}

/**
 * The softmax of up to four samples without its division: replaces logits by e^(z − z_top), 1 at the top, 0 in the padding.
 * Finds `TOPS`, `MOST` and `OTHERS`.
 * @param bytes of a row of logits @param count 1-4
 */
function exponentiate(logits: usize, bytes: usize, count: u32, classes: u32, scratch: usize): void {
  // lanes without a sample do the last one's work again, and write the same
  let a = logits;
  let b = count > 1 ? a + bytes : a;
  let c = count > 2 ? b + bytes : b;
  let d = count > 3 ? c + bytes : c;
  findTops(a, b, c, d, classes, scratch);
  const top = v128.load(scratch, TOPS), most = v128.load(scratch, MOST);
  const none = <f32>(logits & 3); // 0: constants that only look variable, as in activation.ts
  const least = f32x4.splat(EXP_MIN + none), greatest = f32x4.splat(EXP_MAX + none), log2e = f32x4.splat(LOG2_E + none);
  const rounder = f32x4.splat(ROUNDER + none), high = f32x4.splat(LN2_HIGH + none), low = f32x4.splat(LN2_LOW + none);
  const p0 = f32x4.splat(P0 + none), p1 = f32x4.splat(P1 + none), p2 = f32x4.splat(P2 + none);
  const p3 = f32x4.splat(P3 + none), p4 = f32x4.splat(P4 + none), p5 = f32x4.splat(P5 + none);
  const one = f32x4.splat(1 + none);
  let sum = zero();
  for (const end = a + bytes; a < end; a += 16, b += 16, c += 16, d += 16) {
    const i = <u32>((a - logits) >> 2);
    const ra = v128.load(a), rb = v128.load(b), rc = v128.load(c), rd = v128.load(d);
    const ab = lowerPairs(ra, rb), cd = lowerPairs(rc, rd), ef = upperPairs(ra, rb), gh = upperPairs(rc, rd);
    let e0 = zero(), e1 = e0, e2 = e0, e3 = e0;
    if (i < classes) {
      const z = f32x4.sub(firstOf(ab, cd), most), isTop = i32x4.eq(top, i32x4.splat(i));
      e0 = exp4With(z, least, greatest, log2e, rounder, high, low, p0, p1, p2, p3, p4, p5, one);
      sum = f32x4.add(sum, v128.andnot(e0, isTop));
      e0 = v128.bitselect(one, e0, isTop);
    }
    if (i + 1 < classes) {
      const z = f32x4.sub(secondOf(ab, cd), most), isTop = i32x4.eq(top, i32x4.splat(i + 1));
      e1 = exp4With(z, least, greatest, log2e, rounder, high, low, p0, p1, p2, p3, p4, p5, one);
      sum = f32x4.add(sum, v128.andnot(e1, isTop));
      e1 = v128.bitselect(one, e1, isTop);
    }
    if (i + 2 < classes) {
      const z = f32x4.sub(firstOf(ef, gh), most), isTop = i32x4.eq(top, i32x4.splat(i + 2));
      e2 = exp4With(z, least, greatest, log2e, rounder, high, low, p0, p1, p2, p3, p4, p5, one);
      sum = f32x4.add(sum, v128.andnot(e2, isTop));
      e2 = v128.bitselect(one, e2, isTop);
    }
    if (i + 3 < classes) {
      const z = f32x4.sub(secondOf(ef, gh), most), isTop = i32x4.eq(top, i32x4.splat(i + 3));
      e3 = exp4With(z, least, greatest, log2e, rounder, high, low, p0, p1, p2, p3, p4, p5, one);
      sum = f32x4.add(sum, v128.andnot(e3, isTop));
      e3 = v128.bitselect(one, e3, isTop);
    }
    const t01 = lowerPairs(e0, e1), t23 = lowerPairs(e2, e3), u01 = upperPairs(e0, e1), u23 = upperPairs(e2, e3);
    v128.store(a, firstOf(t01, t23));
    v128.store(b, secondOf(t01, t23));
    v128.store(c, firstOf(u01, u23));
    v128.store(d, secondOf(u01, u23));
  }
  v128.store(scratch, sum, OTHERS);
}

/**
 * Cross-entropy of the softmax by log-sum-exp: loss = log Σ e^(z − z_top) + z_top − z_label, delta = p − onehot.
 * An infinite or undefined logit gives an undefined loss. The first largest logit is the predicted class.
 * @param logits (count, stride) in, deltas out @param labels u16 per image @param images (count) u32 image indices
 * @param scratch 64 bytes
 */
export function softmax_loss(
  logits: usize, stride: u32, classes: u32, count: u32, labels: usize, images: usize, losses: usize, wrong: usize,
  scratch: usize,
): void {
  const bytes = <usize>stride << 2;
  for (let s: u32 = 0; s < count; s += LANES) {
    const some = min(count - s, LANES);
    for (let lane: u32 = 0; lane < some; lane++) {
      const label = labelOf(labels, images, s + lane);
      store<f32>(at(scratch, lane), load<f32>(at(logits + <usize>lane * bytes, label)), GIVEN);
    }
    exponentiate(logits, bytes, some, classes, scratch);
    for (let lane: u32 = 0; lane < some; lane++, logits += bytes) {
      const label = labelOf(labels, images, s + lane);
      const found = at(scratch, lane);
      const isRight = load<u32>(found, TOPS) == label;
      const others = load<f32>(found, OTHERS);
      const inverse: f32 = 1 / (1 + others);
      scaleRow(logits, stride, inverse);
      // p − 1 of the top class, without the cancellation near p = 1
      const hit = at(logits, label);
      store<f32>(hit, isRight ? -others * inverse : load<f32>(hit) - 1);
      const gap = <f64>load<f32>(found, MOST) - <f64>load<f32>(found, GIVEN);
      store<f64>(losses + (<usize>(s + lane) << 3), NativeMath.log1p(<f64>others) + gap);
      store<u8>(wrong + s + lane, u8(!isRight));
    }
  }
}

/**
 * Binary cross-entropy from the logit: loss = max(z, 0) − z·y + log1p(e^−|z|), delta = σ(z) − y; class 1 when z > 0.
 * Parameters as in `softmax_loss`; the one logit stands in lane 0, the other lanes of the delta become 0.
 */
export function logistic_loss(
  logits: usize, stride: u32, count: u32, labels: usize, images: usize, losses: usize, wrong: usize,
): void {
  for (let s: u32 = 0; s < count; s++, logits += <usize>stride << 2) {
    const label = labelOf(labels, images, s);
    const z = load<f32>(logits);
    const e = f32x4.extract_lane(exp4(f32x4.splat(-abs(z))), 0);
    const wide = <f64>z;
    store<f64>(losses + (<usize>s << 3), max(wide, 0) - (label ? wide : 0) + NativeMath.log1p(<f64>e));
    store<u8>(wrong + s, u8(u32(z > 0) != label));
    // σ(z) − 1 = −σ(−z), without the cancellation
    const side = f32x4.extract_lane(sigmoid4(f32x4.splat(label ? -z : z)), 0);
    v128.store(logits, f32x4.replace_lane(zero(), 0, label ? -side : side));
  }
}

/** Softmax in place over (count, stride) logits. @param scratch 64 bytes */
export function softmax_probabilities(logits: usize, stride: u32, classes: u32, count: u32, scratch: usize): void {
  const bytes = <usize>stride << 2;
  for (let s: u32 = 0; s < count; s += LANES) {
    const some = min(count - s, LANES);
    exponentiate(logits, bytes, some, classes, scratch);
    for (let lane: u32 = 0; lane < some; lane++, logits += bytes)
      scaleRow(logits, stride, 1 / (1 + load<f32>(at(scratch, lane), OTHERS)));
  }
}

/** Lanes 0 and 1 become the probabilities of class 0 and 1 of the logit in lane 0. */
export function logistic_probabilities(logits: usize, stride: u32, count: u32): void {
  for (let s: u32 = 0; s < count; s++, logits += <usize>stride << 2) {
    const z = load<f32>(logits);
    v128.store(logits, sigmoid4(f32x4.replace_lane(f32x4.splat(-z), 1, z)));
  }
}
