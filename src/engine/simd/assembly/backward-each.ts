// The step back through a layer for one sample: a row of W at a time, as dot products of four lanes.

import { throughDerivative } from './derivative';
import { laneSums, madd, zero } from './lanes';

/** One sample: `bytes` per row of W, of which there are as many as floats in `step` bytes; both multiples of 16. */
export function backwardEach(
  kind: u32, next: usize, inner: u32, w: usize, bytes: usize, h: usize, delta: usize, step: usize,
): void {
  const used = <usize>((inner + 3) & ~3) << 2;
  for (const end = delta + step; delta < end; delta += 16, h += 16, w += 4 * bytes) {
    let a = zero(), b = a, c = a, d = a;
    for (let u: usize = 0; u < used; u += 16) {
      const n = v128.load(next + u);
      const row = w + u;
      a = madd(n, v128.load(row), a);
      b = madd(n, v128.load(row + bytes), b);
      c = madd(n, v128.load(row + 2 * bytes), c);
      d = madd(n, v128.load(row + 3 * bytes), d);
    }
    v128.store(delta, throughDerivative(kind, laneSums(a, b, c, d), v128.load(h)));
  }
}
