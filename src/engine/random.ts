/**
 * Seeded random numbers. Every use has a stream of its own, named, so that drawing more in one place changes nothing in
 * another; a stream is derived from seed, name and index alone, so that nothing need be stored to continue a run.
 *
 * The generator is pure-rand's xoroshiro128+ (Blackman & Vigna). Its lowest bits are weak, hence the high ones are used.
 */

import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

export type StreamName = 'initialisation' | 'shuffling' | 'data' | 'gradcheck';

export interface Random {
  /** Uniform in [0, 1), a multiple of 2^−53. */
  uniform(): number;
  /** Uniform integer in 0..limit−1, without bias; `limit` in 1..2^32. */
  below(limit: number): number;
  /** Standard normal, N(0, 1). */
  normal(): number;
}

const range32 = 2 ** 32;

/**
 * The stream of a name.
 * @param seed non-negative integer, up to 2^53 − 1
 * @param index tells apart the parts of a stream that must be reachable directly, such as the epochs of `shuffling`
 */
export function randomStream(seed: number, name: StreamName, index = 0): Random {
  const generator = xoroshiro128plusFromState(initialState(seed, name, index));
  const next = () => generator.next() >>> 0;
  let spare: number | null = null;

  const uniform = () => ((next() >>> 5) * 2 ** 26 + (next() >>> 6)) / 2 ** 53;

  return {
    uniform,
    below(limit) {
      const width = Math.floor(range32 / limit);
      // The few values past limit × width would favour no one else: draw again.
      for (;;) {
        const value = Math.floor(next() / width);
        if (value < limit) return value;
      }
    },
    /** Marsaglia's polar method: needs no sine or cosine, whose last digit differs between machines. */
    normal() {
      if (spare !== null) {
        const value = spare;
        spare = null;
        return value;
      }
      for (;;) {
        const u = 2 * uniform() - 1;
        const v = 2 * uniform() - 1;
        const square = u * u + v * v;
        if (square >= 1 || square === 0) continue;
        const scale = Math.sqrt((-2 * Math.log(square)) / square);
        spare = v * scale;
        return u * scale;
      }
    },
  };
}

/** Four well mixed words from seed, name and index: neighbouring seeds share nothing. */
function initialState(seed: number, name: string, index: number): [number, number, number, number] {
  const words = [seed >>> 0, Math.floor(seed / range32), index >>> 0];
  for (const letter of name) words.push(letter.charCodeAt(0));
  const word = (salt: number) => words.reduce((state, value) => mix((state ^ value) + 0x9e3779b9), salt) | 0;
  // The generator's one forbidden state is all zeros; the last word cannot be zero.
  return [word(1), word(2), word(3), word(4) | 1];
}

/** The 32-bit finaliser of MurmurHash3 (Appleby): every input bit changes every output bit half of the time. */
function mix(value: number): number {
  let x = value | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return x ^ (x >>> 16);
}
