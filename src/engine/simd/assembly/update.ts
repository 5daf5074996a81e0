// The optimisers' updates over flat ranges of parameters, as PyTorch defines them, and the sums of rows that biases and
// the constant part of a scaling need. `count` floats are a multiple of 4; padding stays 0 because its gradient is 0.

import { madd, zero } from './lanes';
import { storeRow } from './rows';

/** g + decay · w. */
@inline
function decayed(gradients: usize, weights: usize, decay: v128): v128 {
  return madd(decay, v128.load(weights), v128.load(gradients));
}

/** w ← w − rate · g. */
export function update_sgd(weights: usize, gradients: usize, count: u32, rate: f32, weightDecay: f32): void {
  const step = f32x4.splat(-rate);
  const decay = f32x4.splat(weightDecay);
  for (const end = weights + (<usize>count << 2); weights < end; weights += 16, gradients += 16)
    v128.store(weights, madd(step, decayed(gradients, weights, decay), v128.load(weights)));
}

/** v ← μ·v + g; w ← w − rate · v, or − rate · (g + μ·v) for Nesterov. */
export function update_momentum(
  weights: usize, gradients: usize, velocities: usize, count: u32, rate: f32, weightDecay: f32, momentum: f32, nesterov: bool,
): void {
  const step = f32x4.splat(-rate);
  const decay = f32x4.splat(weightDecay);
  const mu = f32x4.splat(momentum);
  for (const end = weights + (<usize>count << 2); weights < end; weights += 16, gradients += 16, velocities += 16) {
    const g = decayed(gradients, weights, decay);
    const v = madd(mu, v128.load(velocities), g);
    v128.store(velocities, v);
    v128.store(weights, madd(step, nesterov ? madd(mu, v, g) : v, v128.load(weights)));
  }
}

/**
 * m ← β1·m + (1 − β1)·g; s ← β2·s + (1 − β2)·g²; w ← w − step · m / (√s · root + ε).
 * @param step rate / (1 − β1^t) @param root 1 / √(1 − β2^t) @param rest1 1 − β1, rounded once @param rest2 1 − β2
 */
export function update_adam(
  weights: usize, gradients: usize, means: usize, squares: usize, count: u32, step: f32, weightDecay: f32,
  beta1: f32, rest1: f32, beta2: f32, rest2: f32, root: f32, epsilon: f32,
): void {
  const decay = f32x4.splat(weightDecay);
  const b1 = f32x4.splat(beta1), r1 = f32x4.splat(rest1), b2 = f32x4.splat(beta2), r2 = f32x4.splat(rest2);
  const correction = f32x4.splat(root), eps = f32x4.splat(epsilon), back = f32x4.splat(-step);
  for (let i: usize = 0, end = <usize>count << 2; i < end; i += 16) {
    const g = decayed(gradients + i, weights + i, decay);
    const m = madd(b1, v128.load(means + i), f32x4.mul(r1, g));
    const s = madd(b2, v128.load(squares + i), f32x4.mul(r2, f32x4.mul(g, g)));
    v128.store(means + i, m);
    v128.store(squares + i, s);
    const direction = f32x4.div(m, madd(f32x4.sqrt(s), correction, eps));
    v128.store(weights + i, madd(back, direction, v128.load(weights + i)));
  }
}

/** Sums of 4 · `vectors` columns, see `sum_rows`. */
@inline
function sumColumns(
  vectors: i32, matrix: usize, rows: u32, bytes: usize, scale: f32, initial: usize, out: usize,
): void {
  let a = zero();
  let b = a, c = a, d = a, e = a, f = a, g = a, h = a;
  for (const end = matrix + <usize>rows * bytes; matrix < end; matrix += bytes) {
    a = f32x4.add(a, v128.load(matrix));
    if (vectors > 1) {
      b = f32x4.add(b, v128.load(matrix, 16));
      c = f32x4.add(c, v128.load(matrix, 32));
      d = f32x4.add(d, v128.load(matrix, 48));
      e = f32x4.add(e, v128.load(matrix, 64));
      f = f32x4.add(f, v128.load(matrix, 80));
      g = f32x4.add(g, v128.load(matrix, 96));
      h = f32x4.add(h, v128.load(matrix, 112));
    }
  }
  storeRow(vectors, out, f32x4.splat(scale), initial != 0, initial, a, b, c, d, e, f, g, h, a, a, a, a);
}

/** out[c] = scale · Σ_r matrix[r][c] + initial[c] over `rows` rows; `initial` may be 0. `columns` is a multiple of 4. */
export function sum_rows(
  matrix: usize, rows: u32, stride: u32, columns: u32, scale: f32, initial: usize, out: usize,
): void {
  const bytes = <usize>stride << 2;
  for (let left = columns >> 2; left > 0; ) {
    const width: u32 = left >= 8 ? 8 : 1; // columns enough that no sum waits for itself
    if (width == 8) sumColumns(8, matrix, rows, bytes, scale, initial, out);
    else sumColumns(1, matrix, rows, bytes, scale, initial, out);
    left -= width;
    matrix += <usize>width << 4;
    out += <usize>width << 4;
    if (initial) initial += <usize>width << 4;
  }
}

/** matrix[r] += scale · row for `rows` rows. */
export function add_to_rows(matrix: usize, rows: u32, stride: u32, scale: f32, row: usize): void {
  const factor = f32x4.splat(scale);
  for (let r: u32 = 0; r < rows; r++)
    for (let c: u32 = 0; c < stride; c += 4, matrix += 16)
      v128.store(matrix, madd(factor, v128.load(row + (<usize>c << 2)), v128.load(matrix)));
}

/** target += scale · source over `count` floats, a multiple of 4. */
export function add_scaled(target: usize, source: usize, count: u32, scale: f32): void {
  const factor = f32x4.splat(scale);
  const end = target + (<usize>count << 2);
  for (; target + 32 <= end; target += 32, source += 32) {
    const s0 = v128.load(source), s1 = v128.load(source, 16);
    const t0 = v128.load(target), t1 = v128.load(target, 16);
    v128.store(target, madd(factor, s1, t1), 16);
    v128.store(target, madd(factor, s0, t0));
  }
  if (target < end) v128.store(target, madd(factor, v128.load(source), v128.load(target)));
}
