// The vocabulary of the kernels: four f32 lanes per vector, and pointers that are byte offsets into the shared memory.
//
// Rules of this folder (tests/engine/simd/module.test.ts holds the built modules to them): no static data, no globals,
// no allocation, since every thread has its own instance over the one memory. `@inline` matters: the tiles are
// specialised by constant arguments, and one that is not inlined would test its width in the innermost loop.
//
// Names end in nothing but say their unit: pointers and `…Bytes` are bytes, `stride` and counts are elements.

/** a·b + c, fused where the build and the processor can. */
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD ? f32x4.relaxed_madd(a, b, c) : f32x4.add(f32x4.mul(a, b), c);
}

@inline
export function zero(): v128 {
  return i32x4.splat(0);
}

/** Sum of the four lanes, always in the order (0 + 1) + (2 + 3). */
@inline
export function laneSum(a: v128): f32 {
  return f32x4.extract_lane(a, 0) + f32x4.extract_lane(a, 1) + (f32x4.extract_lane(a, 2) + f32x4.extract_lane(a, 3));
}

/** The lane sums of four vectors as one vector, each added in the order of `laneSum`. */
@inline
export function laneSums(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 2, 6), v128.shuffle<f32>(a, b, 1, 5, 3, 7)); // a01 b01 a23 b23
  const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 4, 2, 6), v128.shuffle<f32>(c, d, 1, 5, 3, 7));
  return f32x4.add(v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
}

/**
 * Vectors of the next tile of a sparse product, at most `most`: tiles of about equal width, since one that is narrower
 * waits for its own sums.
 */
@inline
export function tileWidth(left: u32, most: u32): u32 {
  if (left < 4) return left > 1 ? 2 : 1;
  const tiles = (left + most - 1) / most;
  return min(((left + tiles - 1) / tiles + 3) & ~3, left & ~3);
}

// Four rows of four lanes become four columns: `lowerPairs` and `upperPairs` of rows a, b and of rows c, d, then
// `firstOf` and `secondOf` of either two.

@inline
export function lowerPairs(a: v128, b: v128): v128 {
  return v128.shuffle<f32>(a, b, 0, 4, 1, 5);
}

@inline
export function upperPairs(a: v128, b: v128): v128 {
  return v128.shuffle<f32>(a, b, 2, 6, 3, 7);
}

@inline
export function firstOf(ab: v128, cd: v128): v128 {
  return v128.shuffle<f32>(ab, cd, 0, 1, 4, 5);
}

@inline
export function secondOf(ab: v128, cd: v128): v128 {
  return v128.shuffle<f32>(ab, cd, 2, 3, 6, 7);
}

/** The row that position `p` of a batch means: an image through the batch's indices, or `p` itself where there are none. */
@inline
export function rowOf(indices: usize, p: u32): usize {
  return indices ? <usize>load<u32>(indices + (<usize>p << 2)) : <usize>p;
}

/**
 * Vectors of the next tile of a dense product, chosen so that no narrow rest remains: 7 = 4 + 3, 8 = 4 + 4, 5 = 3 + 2.
 * With vectors of eight lanes (`wide`) there are tiles of twelve and of eight too.
 */
@inline
export function denseTileWidth(left: u32, wide: bool): u32 {
  if (wide && left >= 12) return 12;
  if (left == 8 || left == 11) return wide ? 8 : left == 8 ? 4 : 6;
  if (left >= 6 && left != 7) return 6;
  return left >= 4 && left != 5 ? 4 : left >= 3 ? 3 : left;
}
