// A dense weight gradient that leaves out what ReLU made zero, unit by unit (see delta-columns.ts): the samples in which a
// unit's delta is not zero are the bits of a mask. Sums go in the order of the samples, so they are those of dense_gradient.
//
// Tiles have a function each, as in sparse-forward.ts.

import { firstOf, lowerPairs, madd, secondOf, tileWidth, upperPairs, zero } from './lanes';

/** Units whose sums are made before they are added to the rows of W: a cache line of each row. */
const UNITS: u32 = 16;
/** Bytes of a unit's sums: the widest tile. */
const TILE: usize = 320;

/** tile[u] = Σ delta[u][sample] · x[sample] for 4 · `vectors` numbers of x. */
@inline
function unitTiles(
  vectors: i32, inputs: usize, inputBytes: usize, values: usize, masks: usize, words: u32, units: u32, tile: usize,
): void {
  for (const last = tile + <usize>units * TILE; tile < last; tile += TILE) {
    let a0 = zero();
    let a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0, a6 = a0, a7 = a0, a8 = a0, a9 = a0, a10 = a0, a11 = a0, a12 = a0;
    let a13 = a0, a14 = a0, a15 = a0, a16 = a0, a17 = a0, a18 = a0, a19 = a0;
    let sample = inputs;
    for (let word: u32 = 0; word < words; word++, masks += 8, values += 256, sample += inputBytes << 6) {
      let bits = load<u64>(masks);
      while (bits) {
        const at = <usize>ctz(bits);
        bits &= bits - 1;
        const x = v128.load32_splat(values + (at << 2));
        const row = sample + at * inputBytes;
        a0 = madd(x, v128.load(row), a0);
        a1 = madd(x, v128.load(row, 16), a1);
        a2 = madd(x, v128.load(row, 32), a2);
        a3 = madd(x, v128.load(row, 48), a3);
        if (vectors > 4) {
          a4 = madd(x, v128.load(row, 64), a4);
          a5 = madd(x, v128.load(row, 80), a5);
          a6 = madd(x, v128.load(row, 96), a6);
          a7 = madd(x, v128.load(row, 112), a7);
        }
        if (vectors > 8) {
          a8 = madd(x, v128.load(row, 128), a8);
          a9 = madd(x, v128.load(row, 144), a9);
          a10 = madd(x, v128.load(row, 160), a10);
          a11 = madd(x, v128.load(row, 176), a11);
        }
        if (vectors > 12) {
          a12 = madd(x, v128.load(row, 192), a12);
          a13 = madd(x, v128.load(row, 208), a13);
          a14 = madd(x, v128.load(row, 224), a14);
          a15 = madd(x, v128.load(row, 240), a15);
        }
        if (vectors > 16) {
          a16 = madd(x, v128.load(row, 256), a16);
          a17 = madd(x, v128.load(row, 272), a17);
          a18 = madd(x, v128.load(row, 288), a18);
          a19 = madd(x, v128.load(row, 304), a19);
        }
      }
    }
    // the upper of two first, as in storeRow
    v128.store(tile, a1, 16);
    v128.store(tile, a0);
    v128.store(tile, a3, 48);
    v128.store(tile, a2, 32);
    if (vectors > 4) {
      v128.store(tile, a5, 80);
      v128.store(tile, a4, 64);
      v128.store(tile, a7, 112);
      v128.store(tile, a6, 96);
    }
    if (vectors > 8) {
      v128.store(tile, a9, 144);
      v128.store(tile, a8, 128);
      v128.store(tile, a11, 176);
      v128.store(tile, a10, 160);
    }
    if (vectors > 12) {
      v128.store(tile, a13, 208);
      v128.store(tile, a12, 192);
      v128.store(tile, a15, 240);
      v128.store(tile, a14, 224);
    }
    if (vectors > 16) {
      v128.store(tile, a17, 272);
      v128.store(tile, a16, 256);
      v128.store(tile, a19, 304);
      v128.store(tile, a18, 288);
    }
  }
}

function unitTiles4(
  inputs: usize, inputBytes: usize, values: usize, masks: usize, words: u32, units: u32, tile: usize,
): void {
  unitTiles(4, inputs, inputBytes, values, masks, words, units, tile);
}

function unitTiles8(
  inputs: usize, inputBytes: usize, values: usize, masks: usize, words: u32, units: u32, tile: usize,
): void {
  unitTiles(8, inputs, inputBytes, values, masks, words, units, tile);
}

function unitTiles12(
  inputs: usize, inputBytes: usize, values: usize, masks: usize, words: u32, units: u32, tile: usize,
): void {
  unitTiles(12, inputs, inputBytes, values, masks, words, units, tile);
}

function unitTiles16(
  inputs: usize, inputBytes: usize, values: usize, masks: usize, words: u32, units: u32, tile: usize,
): void {
  unitTiles(16, inputs, inputBytes, values, masks, words, units, tile);
}

function unitTiles20(
  inputs: usize, inputBytes: usize, values: usize, masks: usize, words: u32, units: u32, tile: usize,
): void {
  unitTiles(20, inputs, inputBytes, values, masks, words, units, tile);
}

/** target[r][u] = (add ? target[r][u] : 0) + scale · tile[u][r] for `rows` rows and `units` units, a multiple of four. */
function addTile(tile: usize, rows: u32, units: u32, scale: f32, add: bool, target: usize, bytes: usize): void {
  const f = f32x4.splat(scale);
  for (let r: u32 = 0; r < rows; r += 4, tile += 16, target += 4 * bytes)
    for (let at = tile, out = target, u: u32 = 0; u < units; u += 4, at += 4 * TILE, out += 16) {
      const a = v128.load(at), b = v128.load(at + TILE), c = v128.load(at + 2 * TILE), d = v128.load(at + 3 * TILE);
      const ab = lowerPairs(a, b), cd = lowerPairs(c, d), ef = upperPairs(a, b), gh = upperPairs(c, d);
      addRow(out, f, firstOf(ab, cd), add);
      if (r + 1 < rows) addRow(out + bytes, f, secondOf(ab, cd), add);
      if (r + 2 < rows) addRow(out + 2 * bytes, f, firstOf(ef, gh), add);
      if (r + 3 < rows) addRow(out + 3 * bytes, f, secondOf(ef, gh), add);
    }
}

@inline
function addRow(out: usize, scale: v128, sums: v128, add: bool): void {
  v128.store(out, add ? madd(scale, sums, v128.load(out)) : f32x4.mul(scale, sums));
}

/**
 * Weight gradient: target[r] = (add ? target[r] : 0) + scale · Σ_s x[s][r] · delta[s] for `rows` rows and `units` columns
 * of W.
 * @param inputs x from the first of these rows on, samples `inputBytes` apart, of whole tiles: up to 15 numbers more than
 *   `rows` are read
 * @param values f32 (units, 64 · words) and @param masks u64 (units, words) from `delta_columns`
 * @param stride floats per row of `target`
 * @param tile scratch f32 (16, 80) @param wide as in `sparse_forward`
 */
export function delta_gradient(
  inputs: usize, inputBytes: usize, rows: u32, values: usize, masks: usize, words: u32, units: u32, stride: u32,
  scale: f32, add: bool, target: usize, tile: usize, wide: bool,
): void {
  const bytes = <usize>stride << 2;
  for (let left = (rows + 15) >> 4 << 2; left > 0; ) {
    const width = tileWidth(left, wide ? 20 : 12);
    const some = min(rows, width << 2);
    let value = values, mask = masks;
    for (let unit: u32 = 0; unit < units; unit += UNITS) {
      const few = min(UNITS, units - unit);
      if (width == 20) unitTiles20(inputs, inputBytes, value, mask, words, few, tile);
      else if (width == 16) unitTiles16(inputs, inputBytes, value, mask, words, few, tile);
      else if (width == 12) unitTiles12(inputs, inputBytes, value, mask, words, few, tile);
      else if (width == 8) unitTiles8(inputs, inputBytes, value, mask, words, few, tile);
      else unitTiles4(inputs, inputBytes, value, mask, words, few, tile);
      addTile(tile, some, few, scale, add, target + (<usize>unit << 2), bytes);
      value += <usize>few * words << 8;
      mask += <usize>few * words << 3;
    }
    left -= width;
    rows -= some;
    inputs += <usize>width << 4;
    target += <usize>some * bytes;
  }
}
