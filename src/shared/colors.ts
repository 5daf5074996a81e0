/**
 * The colour of a run, in every view and across restarts: a pure function of the experiment's sweep and of what the run
 * overrides. Seeds of one configuration share a colour.
 *
 * The first swept setting decides the colour: numbers get a sequential ramp in their order, anything else the Okabe-Ito
 * palette. Further swept settings decide the line style, the second channel for those who cannot tell colours apart.
 * Both themes' variants keep a contrast of at least 3:1 with their background; orange, sky and yellow are darkened on white.
 */

export interface RunColor {
  readonly light: string;
  readonly dark: string;
  readonly dash: 'solid' | 'dashed' | 'dotted';
}

type Theme = 'light' | 'dark';
type Lab = readonly [L: number, a: number, b: number];

/** Okabe and Ito (2008), "Color Universal Design", shifted in lightness where the background asks for it. */
export const unordered: Readonly<Record<Theme, readonly string[]>> = {
  light: ['#0072b2', '#c77700', '#009e73', '#c05f95', '#2b8cc4', '#d55e00', '#8f8500', '#3f3f46'],
  dark: ['#4a9ede', '#e69f00', '#16b98a', '#cc79a7', '#56b4e9', '#f07b2e', '#f0e442', '#d4d4d8'],
};

/** Stops of the sequential ramp, from the lowest value to the highest. */
export const rampStops: Readonly<Record<Theme, readonly string[]>> = {
  light: ['#2f5fd0', '#0f8a80', '#6f960f', '#cf7a00'],
  dark: ['#5b8def', '#36b5a2', '#a5c840', '#fbb034'],
};

const dashes = ['solid', 'dashed', 'dotted'] as const;

/**
 * @param sweep the experiment's axes, path to values
 * @param overrides what this run sets, path to value; paths that are not swept do not matter
 */
export function runColor(
  sweep: Readonly<Record<string, readonly unknown[]>>,
  overrides: Readonly<Record<string, unknown>>,
): RunColor {
  const axes = Object.entries(sweep).filter(([, values]) => values.length > 1);
  const [first, ...others] = axes;
  if (!first) return { ...unorderedColor(0), dash: 'solid' };
  const dash = dashes[others.reduce((sum, axis) => sum + positionOf(axis, overrides), 0) % dashes.length] ?? 'solid';
  const ranks = numericRanks(first[1]);
  const position = positionOf(first, overrides);
  return { ...(ranks ? rampColor((ranks[position] ?? 0) / (ranks.length - 1)) : unorderedColor(position)), dash };
}

/** Colour number `index` of the palette for groups without an order; starts again after the eighth. */
export function unorderedColor(index: number): { light: string; dark: string } {
  const at = index % unordered.light.length;
  return { light: unordered.light[at] ?? '#000000', dark: unordered.dark[at] ?? '#ffffff' };
}

/** The ramp at `share`, 0 the lowest value and 1 the highest; between the stops straight in OKLab. */
export function rampColor(share: number): { light: string; dark: string } {
  return { light: between(rampStops.light, share), dark: between(rampStops.dark, share) };
}

function positionOf(
  [path, values]: [string, readonly unknown[]],
  overrides: Readonly<Record<string, unknown>>,
): number {
  const wanted = JSON.stringify(overrides[path]);
  return Math.max(
    0,
    values.findIndex((value) => JSON.stringify(value) === wanted),
  );
}

/** The rank of every value by size, or null where they are not all numbers. */
function numericRanks(values: readonly unknown[]): number[] | null {
  if (!values.every((value) => typeof value === 'number')) return null;
  const sorted = [...values].sort((a, b) => a - b);
  return values.map((value) => sorted.indexOf(value));
}

function between(stops: readonly string[], share: number): string {
  const place = Math.min(1, Math.max(0, share)) * (stops.length - 1);
  const low = Math.min(Math.floor(place), stops.length - 2);
  const from = toLab(stops[low] ?? '#000000');
  const to = toLab(stops[low + 1] ?? '#000000');
  const mix = (i: 0 | 1 | 2): number => from[i] + (to[i] - from[i]) * (place - low);
  return toHex([mix(0), mix(1), mix(2)]);
}

// OKLab: Björn Ottosson, "A perceptual color space for image processing" (2020).
function toLab(hex: string): Lab {
  const [r, g, b] = [1, 3, 5].map((at) => linear(parseInt(hex.slice(at, at + 2), 16) / 255)) as [
    number,
    number,
    number,
  ];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function toHex([L, a, b]: Lab): string {
  const l = (L + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (L - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (L - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const rgb = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  return `#${rgb
    .map((part) =>
      Math.round(255 * gamma(part))
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}

const linear = (c: number): number => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
const gamma = (c: number): number =>
  Math.min(1, Math.max(0, c <= 0.0031308 ? 12.92 * c : 1.055 * c ** (1 / 2.4) - 0.055));
