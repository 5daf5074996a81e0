/**
 * The scale of weights: blue below zero, the surface's own colour at zero, orange above it. The two hues are told apart by
 * every kind of colour vision, and strength is lightness. Pure.
 */

import { unorderedColor } from '../../../../shared/colors.ts';
import { tokens } from '../../theme.ts';
import type { ShownTheme } from '../../theme.ts';

/** Colours from −1 to 1, an odd number so that one of them is zero's. */
const steps = 255;
const middle = (steps - 1) / 2;

export interface Diverging {
  readonly below: string;
  readonly zero: string;
  readonly above: string;
  /** What is not a number. */
  readonly none: string;
  /** As pixels lie in memory: red in the lowest byte. */
  readonly table: Uint32Array; // (steps)
}

const channels = (hex: string): readonly [number, number, number] => [
  parseInt(hex.slice(1, 3), 16),
  parseInt(hex.slice(3, 5), 16),
  parseInt(hex.slice(5, 7), 16),
];

/** Opaque. Bytes of a number stand in memory from the lowest on, here as on every machine the workbench runs on. */
const pixel = (red: number, green: number, blue: number): number =>
  ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;

function made(theme: ShownTheme): Diverging {
  const { background: zero, textThird: none } = tokens[theme];
  const [below, above] = [unorderedColor(0)[theme], unorderedColor(1)[theme]];
  const table = new Uint32Array(steps);
  const from = channels(zero);
  for (let at = 0; at < steps; at++) {
    const share = Math.abs(at - middle) / middle;
    const to = channels(at < middle ? below : above);
    const [red, green, blue] = [0, 1, 2].map((i) => Math.round(from[i]! + (to[i]! - from[i]!) * share));
    table[at] = pixel(red!, green!, blue!);
  }
  return { below, zero, above, none, table };
}

export const diverging: Readonly<Record<ShownTheme, Diverging>> = { light: made('light'), dark: made('dark') };

/**
 * Fills RGBA from values: hundreds of images at every move of the epoch slider, hence pixel by pixel.
 * @param end the value of the full colour; what is beyond has it too, and 0 shows all as zero
 * @param rgba from the beginning of its buffer, as that of an `ImageData`
 */
export function paintDiverging(values: Float32Array, end: number, scale: Diverging, rgba: Uint8ClampedArray): void {
  const { table } = scale;
  const none = pixel(...channels(scale.none));
  const pixels = new Uint32Array(rgba.buffer, rgba.byteOffset, values.length);
  const perUnit = end > 0 ? middle / end : 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    // Infinity times 0 is none of the colours.
    const share = perUnit === 0 ? 0 : Math.min(middle, Math.max(-middle, value * perUnit));
    pixels[i] = Number.isNaN(value) ? none : table[Math.round(middle + share)]!;
  }
}
