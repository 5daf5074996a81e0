// Turns a block's deltas from rows of units into columns of samples, as columns.ts does with pixels: where ReLU is off the
// delta is zero, and a gradient that finds the others by the bits of a mask leaves half of its multiply-adds out.

import { firstOf, lowerPairs, secondOf, upperPairs, zero } from './lanes';

/** Bits of the lanes that are not zero. */
@inline
function bitsOf(a: v128): u64 {
  return <u64>(~i32x4.bitmask(f32x4.eq(a, zero())) & 15);
}

/** Row `row` of the deltas, zeros beyond the last one. */
@inline
function rowAt(deltas: usize, bytes: usize, row: u32, count: u32): v128 {
  return row < count ? v128.load(deltas + <usize>row * bytes) : zero();
}

/**
 * @param deltas f32 (count, stride), at the first of `units` units, a multiple of 4
 * @param words of 64 samples, as many as `count` needs
 * @param values result f32 (units, 64 · words): the deltas of a unit, sample by sample
 * @param masks result u64 (units, words): bit s is set where sample s of the word has a delta that is not zero
 */
export function delta_columns(
  deltas: usize, stride: u32, units: u32, count: u32, words: u32, values: usize, masks: usize,
): void {
  const bytes = <usize>stride << 2;
  const valueBytes = <usize>words << 8, maskBytes = <usize>words << 3;
  for (let unit: u32 = 0; unit < units; unit += 4, deltas += 16, values += 4 * valueBytes, masks += 4 * maskBytes) {
    for (let word: u32 = 0; word < words; word++) {
      let m0: u64 = 0, m1: u64 = 0, m2: u64 = 0, m3: u64 = 0;
      let to = values + (<usize>word << 8);
      for (let bit: u32 = 0; bit < 64; bit += 4, to += 16) {
        const row = (word << 6) + bit;
        const a = rowAt(deltas, bytes, row, count), b = rowAt(deltas, bytes, row + 1, count);
        const c = rowAt(deltas, bytes, row + 2, count), d = rowAt(deltas, bytes, row + 3, count);
        const ab = lowerPairs(a, b), cd = lowerPairs(c, d), ef = upperPairs(a, b), gh = upperPairs(c, d);
        const u0 = firstOf(ab, cd), u1 = secondOf(ab, cd), u2 = firstOf(ef, gh), u3 = secondOf(ef, gh);
        v128.store(to, u0);
        v128.store(to + valueBytes, u1);
        v128.store(to + 2 * valueBytes, u2);
        v128.store(to + 3 * valueBytes, u3);
        m0 |= bitsOf(u0) << bit;
        m1 |= bitsOf(u1) << bit;
        m2 |= bitsOf(u2) << bit;
        m3 |= bitsOf(u3) << bit;
      }
      const mask = masks + (<usize>word << 3);
      store<u64>(mask, m0);
      store<u64>(mask + maskBytes, m1);
      store<u64>(mask + 2 * maskBytes, m2);
      store<u64>(mask + 3 * maskBytes, m3);
    }
  }
}
