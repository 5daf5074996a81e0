// Rows of a batch as floats, one sample after the other: what the dense products use where most pixels are not zero, and
// where the samples of a gradient lie scattered over the images.

import { rowOf, zero } from './lanes';

/**
 * out[s][i] = byte i of row `images[s]`, for `columns` of 8-bit images.
 * @param bytes points at the first column that is wanted, of image 0; rows are `inputs` bytes apart
 * @param images (count) u32 image indices
 * @param outBytes between rows of `out`, whole vectors: what is left of the last one becomes 0 too
 */
export function unpack_rows(
  bytes: usize, inputs: u32, images: usize, count: u32, columns: u32, out: usize, outBytes: usize,
): void {
  const whole = <usize>(columns & ~15);
  for (let s: u32 = 0; s < count; s++, out += outBytes) {
    let from = bytes + rowOf(images, s) * inputs;
    let to = out;
    for (const end = from + whole; from < end; from += 16, to += 64) {
      const row = v128.load(from);
      const low = i16x8.extend_low_i8x16_u(row), high = i16x8.extend_high_i8x16_u(row);
      const a = f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_u(low)), b = f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_u(low));
      const c = f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_u(high)), d = f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_u(high));
      v128.store(to, b, 16);
      v128.store(to, a);
      v128.store(to, d, 48);
      v128.store(to, c, 32);
    }
    for (let left: u32 = columns & 15; left > 0; to += 16) {
      v128.store(to, zero());
      for (let i: u32 = 0; i < 4 && left > 0; i++, left--) store<f32>(to + (<usize>i << 2), <f32>(<i32>load<u8>(from++)));
    }
  }
}

/** The same for real-valued images. @param inputs points at the first column that is wanted, of image 0 */
export function gather_rows(
  inputs: usize, inputBytes: usize, images: usize, count: u32, columns: u32, out: usize, outBytes: usize,
): void {
  for (let s: u32 = 0; s < count; s++, out += outBytes)
    memory.copy(out, inputs + rowOf(images, s) * inputBytes, <usize>columns << 2);
}
