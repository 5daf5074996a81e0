/**
 * Where the decision of a network changes: the zero line of a class's margin over a grid of values, by marching squares
 * (Lorensen and Cline 1987, in two dimensions). Coordinates count cells: the centre of the first one is at (0.5, 0.5).
 */

/**
 * By how much a class is ahead of the best other one, cell by cell: positive where it is decided for.
 * @param probabilities (cells, classes)
 */
export function classMargin(probabilities: Float32Array, classes: number, of: number): Float32Array {
  const margin = new Float32Array(probabilities.length / classes);
  for (let cell = 0; cell < margin.length; cell++) {
    let best = -Infinity;
    for (let k = 0; k < classes; k++) if (k !== of) best = Math.max(best, probabilities[cell * classes + k]!);
    margin[cell] = probabilities[cell * classes + of]! - best;
  }
  return margin;
}

/**
 * Straight pieces of the line where the values are 0, interpolated between the centres of cells.
 * @param values (size, size)
 * @returns x1, y1, x2, y2 of every piece
 */
export function zeroLine(values: Float32Array, size: number): Float64Array {
  const pieces: number[] = [];
  for (let row = 0; row + 1 < size; row++)
    for (let column = 0; column + 1 < size; column++) {
      const crossings = crossingsOf(values, size, row, column);
      // Four where two corners that face each other are on the same side: two pieces, in the order around the square.
      for (let i = 0; i + 1 < crossings.length; i += 2) pieces.push(...crossings[i]!, ...crossings[i + 1]!);
    }
  return Float64Array.from(pieces);
}

type Place = readonly [x: number, y: number];

/** Where the line crosses the sides of the square between four neighbouring centres; 0, 2 or 4 places. */
function crossingsOf(values: Float32Array, size: number, row: number, column: number): Place[] {
  const corners = [
    [row, column],
    [row, column + 1],
    [row + 1, column + 1],
    [row + 1, column],
  ] as const;
  return corners.flatMap(([r, c], i): Place[] => {
    const [toR, toC] = corners[(i + 1) % 4]!;
    const [from, to] = [values[r * size + c]!, values[toR * size + toC]!];
    if (from > 0 === to > 0) return [];
    const share = from / (from - to);
    return [[c + 0.5 + share * (toC - c), r + 0.5 + share * (toR - r)]];
  });
}
