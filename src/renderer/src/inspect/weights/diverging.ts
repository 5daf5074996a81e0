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
  readonly table: Uint8ClampedArray; // (steps, 3)
}

const channels = (hex: string): readonly [number, number, number] => [
  parseInt(hex.slice(1, 3), 16),
  parseInt(hex.slice(3, 5), 16),
  parseInt(hex.slice(5, 7), 16),
];

function made(theme: ShownTheme): Diverging {
  const { background: zero, textThird: none } = tokens[theme];
  const [below, above] = [unorderedColor(0)[theme], unorderedColor(1)[theme]];
  const table = new Uint8ClampedArray(3 * steps);
  const from = channels(zero);
  for (let at = 0; at < steps; at++) {
    const share = Math.abs(at - middle) / middle;
    const to = channels(at < middle ? below : above);
    for (const channel of [0, 1, 2] as const)
      table[3 * at + channel] = from[channel] + (to[channel] - from[channel]) * share;
  }
  return { below, zero, above, none, table };
}

export const diverging: Readonly<Record<ShownTheme, Diverging>> = { light: made('light'), dark: made('dark') };

/** Fills RGBA from values. @param end the value of the full colour; what is beyond has it too, and 0 shows all as zero */
export function paintDiverging(values: Float32Array, end: number, scale: Diverging, rgba: Uint8ClampedArray): void {
  const none = channels(scale.none);
  const perUnit = end > 0 ? middle / end : 0;
  for (let i = 0, to = 0; i < values.length; i++, to += 4) {
    const value = values[i]!;
    if (Number.isNaN(value)) rgba.set(none, to);
    else {
      // Infinity times 0 is none of the colours.
      const at = perUnit === 0 ? middle : Math.round(middle + Math.min(middle, Math.max(-middle, value * perUnit)));
      rgba.set(scale.table.subarray(3 * at, 3 * at + 3), to);
    }
    rgba[to + 3] = 255;
  }
}
