// The part of a matrix that a tile of a dense product reads, row after row without the rest of the rows between.
//
// Rows of many units lie on a page each, more pages than the processor keeps addresses of, and it fetches ahead only within
// a page. Packed, a panel is read as fast as the tile computes, by all samples.

/** Copies the first `vectors` of each of `rows` rows, `rowBytes` apart. @returns where to */
export function packPanel(from: usize, rowBytes: usize, rows: u32, vectors: u32, to: usize): usize {
  const start = to, end = from + <usize>rows * rowBytes;
  if (vectors == 12)
    for (; from < end; from += rowBytes, to += 192) {
      copyFour(from, to);
      copyFour(from + 64, to + 64);
      copyFour(from + 128, to + 128);
    }
  else
    for (; from < end; from += rowBytes)
      for (let at = from, last = from + (<usize>vectors << 4); at < last; at += 16, to += 16) v128.store(to, v128.load(at));
  return start;
}

@inline
function copyFour(from: usize, to: usize): void {
  const a = v128.load(from), b = v128.load(from, 16), c = v128.load(from, 32), d = v128.load(from, 48);
  v128.store(to, b, 16);
  v128.store(to, a);
  v128.store(to, d, 48);
  v128.store(to, c, 32);
}
