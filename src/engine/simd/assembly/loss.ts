// Losses: they turn a sample's logits into its delta in place and write its loss (f64, nats) and whether it is wrong.
// The delta is that of the sample's own loss; the 1/B of the mean enters with the scale of the gradients.

import { laneSum, zero } from './lanes';
import { exp4, sigmoid4 } from './transcend';

/** The first largest of `count` values. */
@inline
function argmax(values: usize, count: u32): u32 {
  let best: u32 = 0;
  let most = load<f32>(values);
  for (let i: u32 = 1; i < count; i++) {
    const value = load<f32>(values + (<usize>i << 2));
    if (value > most) {
      most = value;
      best = i;
    }
  }
  return best;
}

@inline
function at(values: usize, index: u32): usize {
  return values + (<usize>index << 2);
}

/**
 * Replaces logits by e^(z − z_top), 1 at `top`, 0 in the padding; returns the sum without the top's 1, so that
 * log1p of it keeps the digits of a loss near 0.
 */
@inline
function exponentiate(logits: usize, stride: u32, classes: u32, top: u32): f32 {
  for (let i = classes; i < stride; i++) store<f32>(at(logits, i), -Infinity);
  const shift = f32x4.splat(load<f32>(at(logits, top)));
  for (let i: u32 = 0; i < stride; i += 4) {
    const p = at(logits, i);
    v128.store(p, exp4(f32x4.sub(v128.load(p), shift)));
  }
  store<f32>(at(logits, top), 0);
  let sum = zero();
  for (let i: u32 = 0; i < stride; i += 4) sum = f32x4.add(sum, v128.load(at(logits, i)));
  store<f32>(at(logits, top), 1);
  return laneSum(sum);
}

@inline
function scaleRow(row: usize, stride: u32, by: f32): void {
  const factor = f32x4.splat(by);
  for (let i: u32 = 0; i < stride; i += 4) v128.store(at(row, i), f32x4.mul(v128.load(at(row, i)), factor));
}

/**
 * Cross-entropy of the softmax by log-sum-exp: loss = log Σ e^(z − z_top) + z_top − z_label, delta = p − onehot.
 * An infinite or undefined logit gives an undefined loss. The first largest logit is the predicted class.
 * @param logits (count, stride) in, deltas out @param labels u16 per image @param images (count) u32 image indices
 */
export function softmax_loss(
  logits: usize, stride: u32, classes: u32, count: u32, labels: usize, images: usize, losses: usize, wrong: usize,
): void {
  for (let s: u32 = 0; s < count; s++, logits += <usize>stride << 2) {
    const label = <u32>load<u16>(labels + (<usize>load<u32>(images + (<usize>s << 2)) << 1));
    const top = argmax(logits, classes);
    const gap = <f64>load<f32>(at(logits, top)) - <f64>load<f32>(at(logits, label));
    const others = exponentiate(logits, stride, classes, top);
    const inverse: f32 = 1 / (1 + others);
    scaleRow(logits, stride, inverse);
    // p − 1 of the top class, without the cancellation near p = 1
    const hit = at(logits, label);
    store<f32>(hit, label == top ? -others * inverse : load<f32>(hit) - 1);
    store<f64>(losses + (<usize>s << 3), NativeMath.log1p(<f64>others) + gap);
    store<u8>(wrong + s, u8(label != top));
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
    const label = <u32>load<u16>(labels + (<usize>load<u32>(images + (<usize>s << 2)) << 1));
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

/** Softmax in place over (count, stride) logits. */
export function softmax_probabilities(logits: usize, stride: u32, classes: u32, count: u32): void {
  for (let s: u32 = 0; s < count; s++, logits += <usize>stride << 2) {
    const others = exponentiate(logits, stride, classes, argmax(logits, classes));
    scaleRow(logits, stride, 1 / (1 + others));
  }
}

/** Lanes 0 and 1 become the probabilities of class 0 and 1 of the logit in lane 0. */
export function logistic_probabilities(logits: usize, stride: u32, count: u32): void {
  for (let s: u32 = 0; s < count; s++, logits += <usize>stride << 2) {
    const z = load<f32>(logits);
    v128.store(logits, sigmoid4(f32x4.replace_lane(f32x4.splat(-z), 1, z)));
  }
}
