// Turns a block of a batch from rows of images into columns of pixels: for each pixel the values of all samples side by
// side, and a mask of the samples in which it is not zero. That takes less than sorting would, and a gradient finds the
// samples of a pixel in their order, by the bits of its mask.

import { zero } from './lanes';
import { touchImages } from './touch';

/** Bits of the vectors of sixteen values that are not zero. */
@inline
function bitsOf(values: usize, at: usize): u32 {
  return ~i8x16.bitmask(i8x16.eq(v128.load(values + at), zero())) & 0xffff;
}

/** The pixels `fromColumn` to `toColumn` − 1 of one word of samples, 16, 32 or 64 as `shift` says. */
@inline
function oneWord(
  shift: u32, starts: usize, ends: usize, columns: usize, values: usize, images: usize, count: u32,
  fromColumn: u32, toColumn: u32, columnValues: usize, columnMasks: usize,
): void {
  const first = columnValues + (<usize>fromColumn << shift), last = columnValues + (<usize>toColumn << shift);
  memory.fill(first, 0, last - first);
  for (let s: u32 = 0; s < count; s++) {
    const image = <usize>load<u32>(images + (<usize>s << 2)) << 2;
    const from = <usize>load<u32>(starts + image);
    const end = columns + (<usize>load<u32>(ends + image) << 1);
    let value = values + from;
    for (let column = columns + (from << 1); column < end; column += 2, value++)
      store<u8>(columnValues + s + (<usize>load<u16>(column) << shift), load<u8>(value));
  }
  columnMasks += <usize>fromColumn << 3;
  for (let at = first; at < last; at += <usize>1 << shift, columnMasks += 8) {
    store<u32>(columnMasks, shift > 4 ? bitsOf(at, 0) | (bitsOf(at, 16) << 16) : bitsOf(at, 0));
    store<u32>(columnMasks, shift > 5 ? bitsOf(at, 32) | (bitsOf(at, 48) << 16) : 0, 4);
  }
}

/**
 * The columns `fromColumn` to `toColumn` − 1 of `count` images, a word of samples after the other.
 * @param starts (images) u32 and @param ends (images) u32: where the pixels of these columns begin and end, image by image
 * @param images (count) u32 image indices
 * @param inputs pixels of an image
 * @param samples of a word: 16, 32 or 64
 * @param columnValues result (words, inputs, samples) u8, of which these columns are written
 * @param columnMasks result (words, inputs) u64: bit s is set where sample s of the word is not zero
 */
export function pixel_columns(
  starts: usize, ends: usize, columns: usize, values: usize, images: usize, count: u32,
  fromColumn: u32, toColumn: u32, inputs: u32, samples: u32, columnValues: usize, columnMasks: usize,
): void {
  if (count > 0) touchImages(starts, ends, columns, values, images, count, columnMasks + (<usize>fromColumn << 3));
  for (let s: u32 = 0; s < count; s += samples) {
    const some = min(count - s, samples);
    if (samples == 64)
      oneWord(6, starts, ends, columns, values, images, some, fromColumn, toColumn, columnValues, columnMasks);
    else if (samples == 32)
      oneWord(5, starts, ends, columns, values, images, some, fromColumn, toColumn, columnValues, columnMasks);
    else oneWord(4, starts, ends, columns, values, images, some, fromColumn, toColumn, columnValues, columnMasks);
    images += <usize>samples << 2;
    columnValues += <usize>inputs * samples;
    columnMasks += <usize>inputs << 3;
  }
}
