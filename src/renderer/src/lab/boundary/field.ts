/** A decision grid as a picture: each cell in the colour of its likeliest class, the stronger the surer the network. Pure. */

import type { DecisionGrid } from '../../../../shared/contract.ts';

export type Rgb = readonly [r: number, g: number, b: number];

/** Share of the class's colour in the background where the network cannot decide, and where it is sure. */
const [faintest, strongest] = [0.06, 0.5];

export const classesOf = ({ probabilities, size }: DecisionGrid): number => probabilities.length / (size * size);

/** Red, green, blue and opacity of every cell, as an image has them. (size, size, 4) */
export function fieldPixels(
  grid: DecisionGrid,
  colours: readonly Rgb[],
  background: Rgb,
): Uint8ClampedArray<ArrayBuffer> {
  const { probabilities } = grid;
  const classes = classesOf(grid);
  const pixels = new Uint8ClampedArray(grid.size * grid.size * 4);
  for (let cell = 0; cell < grid.size * grid.size; cell++) {
    let likeliest = 0;
    for (let k = 1; k < classes; k++)
      if (probabilities[cell * classes + k]! > probabilities[cell * classes + likeliest]!) likeliest = k;
    const sure = (probabilities[cell * classes + likeliest]! - 1 / classes) / (1 - 1 / classes);
    const share = faintest + (strongest - faintest) * sure;
    const colour = colours[likeliest % colours.length]!;
    for (let c = 0; c < 3; c++) pixels[4 * cell + c] = background[c]! + share * (colour[c]! - background[c]!);
    pixels[4 * cell + 3] = 255;
  }
  return pixels;
}

/** `#0072b2` → [0, 114, 178] */
export const rgbOf = (hex: string): Rgb => {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
};
