// The step back through a layer, fused with the derivative of its activation, taken from the activation's output h.
//
// It is a forward product. From a layer of few units, W is transposed before, and the derivative comes after. From others,
// W's rows are the inputs, read as they lie, and samples stand where units do: the deltas are transposed before and the
// results after, which is little beside the product. Every sum goes in the order of the units above.

import { IDENTITY, RELU, SIGMOID, TANH } from './activation';
import { backwardEach } from './backward-each';
import { dense_forward } from './dense-forward';
import { throughDerivative } from './derivative';
import { firstOf, lowerPairs, secondOf, upperPairs } from './lanes';

/** Most samples that are transposed together: the width of the widest tile. */
const GROUP: u32 = 48;
/** Rows of W whose results are transposed together. */
const PANEL: u32 = 32;
/** Units above up to which W is transposed instead. */
const FEW: u32 = 16;

/** to[u][k] = W[k][u] for `rows` rows k (a multiple of four) and units u up to whole vectors. `step` is a row of `to`. */
function transposeWeights(w: usize, bytes: usize, inner: u32, rows: u32, to: usize, step: usize): void {
  for (const end = to + (<usize>rows << 2); to < end; to += 16, w += 4 * bytes)
    for (let u: u32 = 0, row = w, out = to; u < inner; u += 4, row += 16, out += 4 * step) {
      const a = v128.load(row), b = v128.load(row + bytes), c = v128.load(row + 2 * bytes), d = v128.load(row + 3 * bytes);
      const ab = lowerPairs(a, b), cd = lowerPairs(c, d), ef = upperPairs(a, b), gh = upperPairs(c, d);
      v128.store(out, firstOf(ab, cd));
      v128.store(out + step, secondOf(ab, cd));
      v128.store(out + 2 * step, firstOf(ef, gh));
      v128.store(out + 3 * step, secondOf(ef, gh));
    }
}

/** delta ← delta ⊗ f′(h) over `bytes` bytes. */
@inline
function derive(kind: u32, delta: usize, h: usize, bytes: usize): void {
  const end = delta + bytes;
  for (; delta + 32 <= end; delta += 32, h += 32) {
    const d0 = v128.load(delta), d1 = v128.load(delta, 16);
    const h0 = v128.load(h), h1 = v128.load(h, 16);
    v128.store(delta, throughDerivative(kind, d1, h1), 16);
    v128.store(delta, throughDerivative(kind, d0, h0));
  }
  if (delta < end) v128.store(delta, throughDerivative(kind, v128.load(delta), v128.load(h)));
}

/**
 * to[u][s] = next[s][u] for u < `inner`, whole vectors of them; columns up to the next multiple of four repeat the last
 * sample. `toBytes` is a row of `to`.
 */
function transposeSamples(next: usize, bytes: usize, inner: u32, count: u32, to: usize, toBytes: usize): void {
  const used = <usize>((inner + 3) & ~3) << 2;
  const last = next + <usize>(count - 1) * bytes;
  for (let s: u32 = 0; s < count; s += 4, to += 16) {
    const p0 = next + <usize>s * bytes;
    const p1 = min(p0 + bytes, last), p2 = min(p0 + 2 * bytes, last), p3 = min(p0 + 3 * bytes, last);
    for (let u: usize = 0, row = to; u < used; u += 16, row += 4 * toBytes) {
      const a = v128.load(p0 + u), b = v128.load(p1 + u), c = v128.load(p2 + u), d = v128.load(p3 + u);
      const ab = lowerPairs(a, b), cd = lowerPairs(c, d);
      const ef = upperPairs(a, b), gh = upperPairs(c, d);
      v128.store(row, firstOf(ab, cd));
      v128.store(row + toBytes, secondOf(ab, cd));
      v128.store(row + 2 * toBytes, firstOf(ef, gh));
      v128.store(row + 3 * toBytes, secondOf(ef, gh));
    }
  }
}

/** delta[s][k … k + 3] from four rows of sums, one per unit k. */
@inline
function finishUnits(kind: u32, sums: usize, bytes: usize, count: u32, h: usize, delta: usize, step: usize): void {
  for (let s: u32 = 0; s < count; s += 4, sums += 16, h += 4 * step, delta += 4 * step) {
    const a = v128.load(sums), b = v128.load(sums + bytes);
    const c = v128.load(sums + 2 * bytes), d = v128.load(sums + 3 * bytes);
    const ab = lowerPairs(a, b), cd = lowerPairs(c, d);
    const ef = upperPairs(a, b), gh = upperPairs(c, d);
    v128.store(delta, throughDerivative(kind, firstOf(ab, cd), v128.load(h)));
    if (s + 1 >= count) return;
    v128.store(delta + step, throughDerivative(kind, secondOf(ab, cd), v128.load(h + step)));
    if (s + 2 >= count) return;
    v128.store(delta + 2 * step, throughDerivative(kind, firstOf(ef, gh), v128.load(h + 2 * step)));
    if (s + 3 >= count) return;
    v128.store(delta + 3 * step, throughDerivative(kind, secondOf(ef, gh), v128.load(h + 3 * step)));
  }
}

/**
 * delta[s] = (next[s] · Wᵀ) ⊙ f′(h[s]) for `count` samples.
 * @param next deltas of the layer above, rows of `nextStride` floats, padding columns zero @param inner units of that layer
 * @param weights of the layer above: `stride` rows (padding rows zero) of `nextStride` floats
 * @param stride floats per row of h and delta
 * @param scratch f32: (17, stride) from up to 16 units, (nextStride + 33, 48) from more; 0 sums in the order of `backwardEach`, which is faster for a batch of one
 * @param wide as in `dense_forward`
 */
export function dense_backward(
  kind: u32, next: usize, nextStride: u32, inner: u32, weights: usize, count: u32, h: usize, stride: u32, delta: usize,
  scratch: usize, wide: bool,
): void {
  const bytes = <usize>nextStride << 2;
  const step = <usize>stride << 2;
  if (!scratch) {
    for (let s: u32 = 0; s < count; s++, next += bytes, h += step, delta += step)
      backwardEach(kind, next, inner, weights, bytes, h, delta, step);
    return;
  }
  if (inner <= FEW) {
    const columns = scratch + step;
    memory.fill(scratch, 0, step);
    transposeWeights(weights, bytes, inner, stride, columns, step);
    dense_forward(next, bytes, 0, count, inner, columns, stride, 1, scratch, 0, delta, wide);
    if (kind == RELU) derive(RELU, delta, h, count * step);
    else if (kind == SIGMOID) derive(SIGMOID, delta, h, count * step);
    else if (kind != IDENTITY) derive(TANH, delta, h, count * step);
    return;
  }
  memory.fill(scratch, 0, GROUP << 2);
  const sums = scratch + (GROUP << 2);
  const columns = sums + PANEL * (GROUP << 2);
  for (let left = count; left > 0; ) {
    const group = min(left, GROUP);
    const width = (group + 7) & ~7; // whole vectors of eight lanes: a narrow rest would cost as much
    const row = <usize>width << 2;
    transposeSamples(next, bytes, inner, group, columns, row);
    for (let k: u32 = 0; k < stride; k += PANEL) {
      const units = min(PANEL, stride - k);
      dense_forward(weights + <usize>k * bytes, bytes, 0, units, inner, columns, width, 1, scratch, 0, sums, wide);
      for (let u: u32 = 0; u < units; u += 4) {
        const at = <usize>(k + u) << 2;
        finishUnits(kind, sums + <usize>u * row, row, group, h + at, delta + at, step);
      }
    }
    left -= group;
    next += <usize>group * bytes;
    h += <usize>group * step;
    delta += <usize>group * step;
  }
}
