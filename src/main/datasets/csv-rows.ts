/**
 * A table of numbers that grows row by row: bytes for as long as every value is a whole number of 0..255, float32 from the
 * first that is not. In blocks, so that growing never copies what is there.
 */

type Block = Uint8Array | Float32Array;

export interface GrowingRows {
  readonly rows: number;
  /** @param row one value per column; copied */
  push(row: Float64Array): void;
  /** All values of a column. */
  column(index: number): Float64Array;
  /** The columns but these, row by row in one array. Empties the table. */
  take(without: ReadonlySet<number>): Uint8Array | Float32Array;
}

const blockValues = 2 ** 20;

export function createGrowingRows(columns: number): GrowingRows {
  const perBlock = Math.max(1, Math.floor(blockValues / columns));
  let blocks: Block[] = [];
  let rows = 0;
  let areBytes = true;

  const place = (row: number): { block: Block; start: number } => ({
    block: blocks[Math.floor(row / perBlock)]!,
    start: (row % perBlock) * columns,
  });

  return {
    get rows() {
      return rows;
    },
    push(row) {
      if (areBytes && !row.every((value) => value >= 0 && value <= 255 && Number.isInteger(value))) {
        areBytes = false;
        blocks = blocks.map((block) => Float32Array.from(block));
      }
      if (rows % perBlock === 0) blocks.push(new (areBytes ? Uint8Array : Float32Array)(perBlock * columns));
      const { block, start } = place(rows++);
      block.set(row, start);
    },
    column: (index) =>
      Float64Array.from({ length: rows }, (_, row) => {
        const { block, start } = place(row);
        return block[start + index]!;
      }),
    take(without) {
      const kept = Array.from({ length: columns }, (_, column) => column).filter((column) => !without.has(column));
      const values = new (areBytes ? Uint8Array : Float32Array)(rows * kept.length);
      let next = 0;
      for (let row = 0; row < rows; row++) {
        const { block, start } = place(row);
        for (const column of kept) values[next++] = block[start + column]!;
        // Both copies of everything need not be there at once.
        if ((row + 1) % perBlock === 0) blocks[Math.floor(row / perBlock)] = new Uint8Array(0);
      }
      blocks = [];
      rows = 0;
      return values;
    },
  };
}
