/** Where the cells of a confusion matrix of many classes stand, and which of their names there is room for. Pure; pixels. */

export interface MapLayout {
  readonly classes: number;
  /** Side of a cell, the gap to the next included. */
  readonly cell: number;
  readonly gap: number;
  /** Of the names of the rows, left of the cells. */
  readonly headWidth: number;
  /** Of the names of the columns, above them: on end where they are longer than two letters. */
  readonly headHeight: number;
  readonly isOnEnd: boolean;
  /** Every how many-th class has its name. */
  readonly nameStep: number;
  /** Whether there is room for numbers. */
  readonly hasTexts: boolean;
}

const [least, most] = [5, 24];
/** A line of a name, and a number of three digits. */
const [nameHeight, textWidth] = [11, 19];
const letter = 6;
const [mostName, mostNameOnEnd] = [66, 56];

/** As large as both width and height allow: a map is looked at as a whole. */
export function mapLayout(classNames: readonly string[], width: number, height: number): MapLayout {
  const classes = classNames.length;
  const longest = Math.max(1, ...classNames.map((name) => name.length));
  const headWidth = Math.min(mostName, longest * letter + 8);
  const isOnEnd = longest > 2;
  const headHeight = isOnEnd ? Math.min(mostNameOnEnd, headWidth) : nameHeight + 3;
  const room = Math.min(width - headWidth, height - headHeight);
  const cell = Math.min(most, Math.max(least, Math.floor(room / classes)));
  return {
    classes,
    cell,
    gap: cell >= 8 ? 1 : 0,
    headWidth,
    headHeight,
    isOnEnd,
    nameStep: Math.ceil(nameHeight / cell),
    hasTexts: cell >= textWidth,
  };
}

/** A cell: row and column from 1, 0 being the names; null for none. */
export type MapPlace = readonly [row: number, column: number];

export function placeAt({ classes, cell, headWidth, headHeight }: MapLayout, x: number, y: number): MapPlace | null {
  const along = (distance: number): number => (distance < 0 ? 0 : 1 + Math.floor(distance / cell));
  const [row, column] = [along(y - headHeight), along(x - headWidth)];
  const isOutside = x < 0 || y < 0 || row > classes || column > classes || row + column === 0;
  return isOutside ? null : [row, column];
}

export interface MapBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export function boxOf({ cell, gap, headWidth, headHeight }: MapLayout, [row, column]: MapPlace): MapBox {
  const side = cell - gap;
  return {
    left: column === 0 ? 0 : headWidth + (column - 1) * cell,
    top: row === 0 ? 0 : headHeight + (row - 1) * cell,
    width: column === 0 ? headWidth - 2 : side,
    height: row === 0 ? headHeight - 2 : side,
  };
}

/** The same, but around a name as high as its letters are, which smaller cells are not. */
export function focusBox(layout: MapLayout, place: MapPlace): MapBox {
  const box = boxOf(layout, place);
  const more = Math.max(0, nameHeight + 1 - layout.cell);
  const [row, column] = place;
  if (column === 0) return { ...box, top: box.top - more / 2, height: box.height + more };
  return row === 0 ? { ...box, left: box.left - more / 2, width: box.width + more } : box;
}

const moves: Readonly<Record<string, (place: MapPlace, last: number) => MapPlace>> = {
  ArrowUp: ([row, column]) => [row - 1, column],
  ArrowDown: ([row, column]) => [row + 1, column],
  ArrowLeft: ([row, column]) => [row, column - 1],
  ArrowRight: ([row, column]) => [row, column + 1],
  Home: ([row]) => [row, row === 0 ? 1 : 0],
  End: ([row], last) => [row, last],
};

/** Where a key leads: the same place at a border, null where the key does not move. */
export function movedPlace(key: string, from: MapPlace, classes: number): MapPlace | null {
  const to = moves[key]?.(from, classes);
  if (!to) return null;
  const isInside = to.every((index) => index >= 0 && index <= classes) && to[0] + to[1] > 0;
  return isInside ? to : from;
}
