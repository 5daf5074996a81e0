// Turns a block of a batch from rows of images (CSR) into columns of pixels (CSC) by a counting sort.

import { touchImages } from './touch';

/** The first of an image's pixels, `from` to `end`, whose column is `column` or later; columns ascend. */
@inline
export function seek(columns: usize, from: usize, end: usize, column: u32): usize {
  if (from < end && <u32>load<u16>(columns + (from << 1)) >= column) return from;
  if (from < end && <u32>load<u16>(columns + (end << 1) - 2) < column) return end;
  while (from < end) {
    const middle = (from + end) >>> 1;
    const isBefore = <u32>load<u16>(columns + (middle << 1)) < column;
    from = isBefore ? middle + 1 : from;
    end = isBefore ? end : middle;
  }
  return from;
}

/**
 * Sorts the columns `fromColumn` to `toColumn` − 1. Threads may sort ranges of one block at once, each to places of its own.
 * Entries of a pixel come in sample order, so sums over them are in a fixed order.
 * @param images (count) u32 image indices; count < 2^24
 * @param starts (toColumn − fromColumn + 2) u32 scratch and result: afterwards starts[p] … starts[p + 1] are the entries of
 *   pixel fromColumn + p, counted from `entries`
 * @param entries u32 per non-zero pixel of the range: position in the block << 8 | value
 */
export function column_sort(
  rowStarts: usize, columns: usize, values: usize, images: usize, count: u32, fromColumn: u32, toColumn: u32,
  starts: usize, entries: usize,
): void {
  touchImages(rowStarts, columns, values, images, count, starts);
  const width = toColumn - fromColumn;
  memory.fill(starts, 0, (<usize>width + 2) << 2);
  // counts stand two places ahead, start positions one; filling moves each start to its end, which is the next start
  const counts = starts + 8 - (<usize>fromColumn << 2);
  for (let s: u32 = 0; s < count; s++) {
    const row = rowStarts + (<usize>load<u32>(images + (<usize>s << 2)) << 2);
    const last = <usize>load<u32>(row, 4);
    const first = seek(columns, <usize>load<u32>(row), last, fromColumn);
    const end = columns + (seek(columns, first, last, toColumn) << 1);
    for (let p = columns + (first << 1); p < end; p += 2) {
      const slot = counts + (<usize>load<u16>(p) << 2);
      store<u32>(slot, load<u32>(slot) + 1);
    }
  }
  let total: u32 = 0;
  for (let p: u32 = 0; p < width; p++) {
    const slot = starts + 8 + (<usize>p << 2);
    total += load<u32>(slot);
    store<u32>(slot, total);
  }
  const next = counts - 4;
  for (let s: u32 = 0; s < count; s++) {
    const row = rowStarts + (<usize>load<u32>(images + (<usize>s << 2)) << 2);
    const last = <usize>load<u32>(row, 4);
    const first = seek(columns, <usize>load<u32>(row), last, fromColumn);
    const end = seek(columns, first, last, toColumn);
    for (let i = first; i < end; i++) {
      const slot = next + (<usize>load<u16>(columns + (i << 1)) << 2);
      const place = load<u32>(slot);
      store<u32>(slot, place + 1);
      store<u32>(entries + (<usize>place << 2), (s << 8) | <u32>load<u8>(values + i));
    }
  }
}
