/** Labelled points of the plane: sets to begin with, and what makes points fit to train on. Pure. */

import { randomStream, type Random } from '../../engine/random.ts';

export interface PointSet {
  readonly points: Float32Array; // (count, 2)
  readonly labels: Uint16Array; // (count)
}

/** Classes that can be drawn: 0, 1 and 2. */
export const mostClasses = 3;

type Place = readonly [x: number, y: number];
type Draw = (random: Random, i: number, count: number) => { readonly place: Place; readonly label: number };

/** Far enough inside of the plane from −3 to 3 that a boundary can pass around them. */
const presets = {
  xor: {
    title: 'XOR',
    count: 40,
    draw(random, i) {
      const corner = i % 4;
      const [right, up] = [corner % 2, corner >> 1];
      return { place: jitter(random, [3 * right - 1.5, 3 * up - 1.5], 0.35), label: right ^ up };
    },
  },
  moons: {
    title: 'Two moons',
    count: 120,
    draw(random, i) {
      const label = i % 2;
      const angle = Math.PI * random.uniform();
      const [x, y] = [1.5 * Math.cos(angle), 1.5 * Math.sin(angle)];
      return { place: jitter(random, label === 0 ? [x - 0.75, y - 0.35] : [0.75 - x, 0.35 - y], 0.14), label };
    },
  },
  spiral: {
    title: 'Spiral',
    count: 160,
    draw(random, i, count) {
      const label = i % 2;
      const along = (i + 1) / count;
      const angle = 3 * Math.PI * along + Math.PI * label;
      return { place: jitter(random, [2.5 * along * Math.cos(angle), 2.5 * along * Math.sin(angle)], 0.06), label };
    },
  },
  ring: {
    title: 'Ring',
    count: 120,
    draw(random, i) {
      const label = i % 2;
      const angle = 2 * Math.PI * random.uniform();
      const radius = label === 0 ? 0.8 * Math.sqrt(random.uniform()) : 1.9;
      return { place: jitter(random, [radius * Math.cos(angle), radius * Math.sin(angle)], 0.12), label };
    },
  },
  clusters: {
    title: 'Three clusters',
    count: 90,
    draw(random, i) {
      const label = i % 3;
      const angle = (2 * Math.PI * label) / 3 + Math.PI / 2;
      return { place: jitter(random, [1.5 * Math.cos(angle), 1.5 * Math.sin(angle)], 0.4), label };
    },
  },
} as const satisfies Record<string, { title: string; count: number; draw: Draw }>;

export type PresetName = keyof typeof presets;
export const presetNames = Object.keys(presets) as PresetName[];
export const presetTitle = (name: PresetName): string => presets[name].title;

/** The same points every time. */
export function presetPoints(name: PresetName): PointSet {
  const { count, draw }: { count: number; draw: Draw } = presets[name];
  const random = randomStream(1, 'data', presetNames.indexOf(name));
  const drawn = Array.from({ length: count }, (_, i) => draw(random, i, count));
  return {
    points: Float32Array.from(drawn.flatMap(({ place }) => place)),
    labels: Uint16Array.from(drawn, ({ label }) => label),
  };
}

/** What keeps points from being trained on, in a sentence for whoever draws them; null where nothing does. */
export function pointsProblem(labels: ArrayLike<number>): string | null {
  const counts = Array.from(
    { length: mostClasses },
    (_, k) => Array.from(labels).filter((label) => label === k).length,
  );
  const highest = counts.findLastIndex((count) => count > 0);
  if (highest < 0) return 'There are no points yet: click into the plane, or take a set to begin with.';
  const missing = counts.findIndex((count) => count === 0);
  if (highest === 0) return 'All points are of class 0: add some of class 1.';
  return missing >= 0 && missing < highest ? `Class ${missing} has no points: add some.` : null;
}

/**
 * What a dataset of these points is called. Sets that differ have names that differ, so that a run's data is never replaced
 * by a later drawing. The mark is FNV-1a over the bytes.
 */
export function pointsName({ points, labels }: PointSet): string {
  let hash = 0x811c9dc5;
  for (const array of [points, labels])
    for (const byte of new Uint8Array(array.buffer, array.byteOffset, array.byteLength))
      hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return `${labels.length} points ${hash.toString(16).padStart(8, '0')}`;
}

const jitter = (random: Random, [x, y]: Place, by: number): Place => [
  x + by * random.normal(),
  y + by * random.normal(),
];
