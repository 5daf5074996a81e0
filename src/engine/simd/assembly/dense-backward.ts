// The step back through a layer, fused with the derivative of its activation, taken from the activation's output h.
//
// It is a forward product whose weights are W transposed, some columns at a time: what is transposed for all samples, and
// the sums until they went through the derivative, stay in the first caches. Every sum goes in the order of the units above.

import { IDENTITY, RELU, SIGMOID, TANH } from './activation';
import { backwardEach } from './backward-each';
import { denseForward } from './dense-forward';
import { throughDerivative } from './derivative';
import { firstOf, lowerPairs, secondOf, upperPairs } from './lanes';

/** Columns that are transposed together: the width of the widest tile, … */
const PANEL: u32 = 48;
/** … or of several where the units above are FEW at most. */
const FEW: u32 = 16;
const LONG_PANEL: u32 = 384;
/** Units above whose part of a panel stays in the first cache while it is written. */
const CHUNK: u32 = 64;

/** to[u][k] = W[k][u] for `columns` rows k of W, a multiple of four, and units u up to whole vectors. `toBytes` is a row of `to`. */
function transposePanel(w: usize, bytes: usize, inner: u32, columns: u32, to: usize, toBytes: usize): void {
  for (let chunk: u32 = 0; chunk < inner; chunk += CHUNK) {
    const units = min(CHUNK, inner - chunk);
    let rows = w + (<usize>chunk << 2);
    let column = to + <usize>chunk * toBytes;
    for (const end = column + (<usize>columns << 2); column < end; column += 16, rows += 4 * bytes)
      for (let u: u32 = 0, row = rows, out = column; u < units; u += 4, row += 16, out += 4 * toBytes) {
        const a = v128.load(row), b = v128.load(row + bytes), c = v128.load(row + 2 * bytes), d = v128.load(row + 3 * bytes);
        const ab = lowerPairs(a, b), cd = lowerPairs(c, d), ef = upperPairs(a, b), gh = upperPairs(c, d);
        v128.store(out, firstOf(ab, cd));
        v128.store(out + toBytes, secondOf(ab, cd));
        v128.store(out + 2 * toBytes, firstOf(ef, gh));
        v128.store(out + 3 * toBytes, secondOf(ef, gh));
      }
  }
}

/** delta ← delta ⊗ f′(h) for `count` rows of `columns` floats, a multiple of four, `step` bytes apart. */
@inline
function derive(kind: u32, delta: usize, h: usize, columns: u32, count: u32, step: usize): void {
  const pairs = <usize>(columns & ~7) << 2;
  for (let s: u32 = 0; s < count; s++, delta += step, h += step) {
    for (let at: usize = 0; at < pairs; at += 32) {
      const out = delta + at, x = h + at;
      const d0 = v128.load(out), d1 = v128.load(out, 16);
      const h0 = v128.load(x), h1 = v128.load(x, 16);
      v128.store(out, throughDerivative(kind, d1, h1), 16);
      v128.store(out, throughDerivative(kind, d0, h0));
    }
    if (columns & 4) v128.store(delta + pairs, throughDerivative(kind, v128.load(delta + pairs), v128.load(h + pairs)));
  }
}

/**
 * delta[s] = (next[s] · Wᵀ) ⊙ f′(h[s]) for `count` samples.
 * @param next deltas of the layer above, rows of `nextStride` floats, padding columns zero @param inner units of that layer
 * @param weights of the layer above: `stride` rows (padding rows zero) of `nextStride` floats
 * @param stride floats per row of h and delta
 * @param scratch f32 (nextStride + 1, 48) and at least (17, 384); 0 sums in the order of `backwardEach`, which is faster for a
 *   batch of one
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
  const noInitial = scratch;
  const most = inner <= FEW ? LONG_PANEL : PANEL;
  const panel = scratch + (most << 2);
  memory.fill(noInitial, 0, most << 2);
  for (let left = stride; left > 0; ) {
    const columns = min(left, most);
    const panelBytes = <usize>columns << 2;
    transposePanel(weights, bytes, inner, columns, panel, panelBytes);
    denseForward(next, bytes, 0, count, inner, inner, panel, panelBytes, columns, 1, noInitial, 0, delta, step, wide, 0);
    if (kind == RELU) derive(RELU, delta, h, columns, count, step);
    else if (kind == SIGMOID) derive(SIGMOID, delta, h, columns, count, step);
    else if (kind != IDENTITY) derive(TANH, delta, h, columns, count, step);
    left -= columns;
    weights += <usize>columns * bytes;
    h += panelBytes;
    delta += panelBytes;
  }
}
