// Turns a block of a batch from rows of images (CSR) into columns of pixels (CSC) by a counting sort.

import { touchImages } from './touch';

/**
 * Entries of a pixel come in sample order, so sums over them are in a fixed order.
 * @param images (count) u32 image indices; count < 2^24
 * @param starts (inputs + 2) u32 scratch and result: afterwards starts[p] … starts[p + 1] are pixel p's entries
 * @param entries u32 per non-zero pixel of the block: position in the block << 8 | value
 */
export function column_sort(
  rowStarts: usize, columns: usize, values: usize, images: usize, count: u32, inputs: u32, starts: usize, entries: usize,
): void {
  touchImages(rowStarts, columns, values, images, count, starts);
  memory.fill(starts, 0, (<usize>inputs + 2) << 2);
  // counts stand two places ahead, start positions one; filling moves each start to its end, which is the next start
  const counts = starts + 8;
  for (let s: u32 = 0; s < count; s++) {
    const row = rowStarts + (<usize>load<u32>(images + (<usize>s << 2)) << 2);
    const end = columns + (<usize>load<u32>(row, 4) << 1);
    for (let p = columns + (<usize>load<u32>(row) << 1); p < end; p += 2) {
      const slot = counts + (<usize>load<u16>(p) << 2);
      store<u32>(slot, load<u32>(slot) + 1);
    }
  }
  let total: u32 = 0;
  for (let p: u32 = 0; p < inputs; p++) {
    const slot = counts + (<usize>p << 2);
    total += load<u32>(slot);
    store<u32>(slot, total);
  }
  const next = starts + 4;
  for (let s: u32 = 0; s < count; s++) {
    const row = rowStarts + (<usize>load<u32>(images + (<usize>s << 2)) << 2);
    const end = <usize>load<u32>(row, 4);
    for (let i = <usize>load<u32>(row); i < end; i++) {
      const slot = next + (<usize>load<u16>(columns + (i << 1)) << 2);
      const place = load<u32>(slot);
      store<u32>(slot, place + 1);
      store<u32>(entries + (<usize>place << 2), (s << 8) | <u32>load<u8>(values + i));
    }
  }
}
