// Brings the images of a batch into the cache all at once.
//
// A shuffled batch lies scattered over a dataset larger than the caches. Read image by image, each would wait for memory in
// turn; reads that do nothing else overlap, some dozens at a time.

@inline
function touch(from: usize, end: usize): u32 {
  let sum: u32 = 0;
  for (let p = from & ~63; p < end; p += 64) sum += load<u8>(p);
  return sum;
}

/**
 * @param starts (images) u32 and @param ends (images) u32: where the pixels that are needed begin and end, image by image
 * @param scratch a word that may be overwritten: the reads must have a result
 */
@inline
export function touchImages(
  starts: usize, ends: usize, columns: usize, values: usize, images: usize, count: u32, scratch: usize,
): void {
  let sum: u32 = 0;
  for (let s: u32 = 0; s < count; s++) sum += load<u8>(starts + (<usize>load<u32>(images + (<usize>s << 2)) << 2));
  for (let s: u32 = 0; s < count; s++) {
    const at = <usize>load<u32>(images + (<usize>s << 2)) << 2;
    const from = <usize>load<u32>(starts + at);
    const end = <usize>load<u32>(ends + at);
    sum += touch(columns + (from << 1), columns + (end << 1)) + touch(values + from, values + end);
  }
  store<u32>(scratch, sum);
}
