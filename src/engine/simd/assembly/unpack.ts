// Rows of a batch as floats, one sample after the other: what the dense products use where most pixels are not zero, and
// where the samples of a gradient lie scattered over the images.

import { seek } from './columns';
import { rowOf, zero } from './lanes';
import { touchImages } from './touch';

/**
 * out[s][i] = pixel fromColumn + i of image `images[s]`, for the columns `fromColumn` to `toColumn` − 1 of 8-bit images.
 * @param images (count) u32 image indices
 * @param outBytes between rows of `out`, whole vectors: what is left of the last one becomes 0 too
 */
export function unpack_rows(
  rowStarts: usize, columns: usize, values: usize, images: usize, count: u32, fromColumn: u32, toColumn: u32,
  out: usize, outBytes: usize,
): void {
  if (!fromColumn) touchImages(rowStarts, rowStarts + 4, columns, values, images, count, out);
  const bytes = <usize>(toColumn - fromColumn) << 2;
  for (let s: u32 = 0; s < count; s++, out += outBytes) {
    const row = rowStarts + (<usize>load<u32>(images + (<usize>s << 2)) << 2);
    const last = <usize>load<u32>(row, 4);
    let i = seek(columns, <usize>load<u32>(row), last, fromColumn);
    // short rows: a call of memory.fill takes longer
    for (let p = out; p < out + bytes; p += 16) v128.store(p, zero());
    const at = out - (<usize>fromColumn << 2);
    for (; i < last; i++) {
      const column = <u32>load<u16>(columns + (i << 1));
      if (column >= toColumn) break;
      store<f32>(at + (<usize>column << 2), <f32>(<i32>load<u8>(values + i)));
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
