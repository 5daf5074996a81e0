/**
 * The hand that writes: everything in which one writing of a digit differs from the next, drawn at random, and the
 * skeleton as this hand distorts it. Distances are those of the skeleton's box of 100 × 100.
 */

import type { Random } from '../../../engine/random.ts';
import type { Stroke } from './skeletons.ts';

export interface Hand {
  /** Matrix from box to paper, around the middle of the box: x′ = xx·x + xy·y, y′ = yx·x + yy·y. */
  readonly xx: number;
  readonly xy: number;
  readonly yx: number;
  readonly yy: number;
  /** Coefficients of uv, u², v² for x and for y, where u and v run from −1 to 1 over the box. */
  readonly bend: readonly number[];
  /** Standard deviation of each point's own displacement. */
  readonly jitter: number;
  /** Half the width of the line, in pixels of the finished image. */
  readonly radius: number;
  /** Relative change of the radius from a stroke's middle to its end, and to its start reversed. */
  readonly pressure: number;
  /** Relative change of the radius of a line along x against one along y, and of one falling against one rising. */
  readonly nib: readonly [straight: number, diagonal: number];
  /** Standard deviation of the tremor, in pixels. */
  readonly tremor: number;
  /** Width of the grey rim in pixels. */
  readonly softness: number;
}

/** One writing in so many is careless: more of everything, and some of these are hard to read. */
const carelessOf = 10;

export function drawHand(random: Random): Hand {
  const care = random.below(carelessOf) === 0 ? 1.7 : 1;
  const slant = 0.17 + 0.22 * random.normal() * care;
  const turn = 0.08 * random.normal() * care;
  const width = 0.9 + 0.15 * random.normal();
  // For small turns, sin turn = turn and cos turn = 1 will do; exact digits then do not depend on the machine's sine.
  return {
    xx: Math.max(0.55, width),
    xy: -(slant + turn),
    yx: turn,
    yy: 1,
    bend: Array.from({ length: 6 }, () => 5 * random.normal() * care),
    jitter: 2.4 * care,
    radius: Math.max(0.65, Math.min(2, 1.17 + 0.3 * random.normal())),
    pressure: 0.15 * random.normal(),
    nib: [0.12 * random.normal(), 0.12 * random.normal()],
    tremor: 0.08 + 0.12 * random.uniform(),
    softness: 1 + 0.4 * random.uniform(),
  };
}

/** A stroke of the skeleton as the hand writes it: x, y alternating. Points given twice stay together. */
export function write(stroke: Stroke, hand: Hand, random: Random): number[] {
  const points: number[] = [];
  let previous: Stroke[number] | undefined;
  for (const point of stroke) {
    const isCorner = previous?.[0] === point[0] && previous[1] === point[1];
    if (isCorner) points.push(points[points.length - 2]!, points[points.length - 1]!);
    else points.push(...distort(point, hand, random));
    previous = point;
  }
  return points;
}

/** Lets the line tremble: moves every point of a curve a little, in place. */
export function tremble(curve: number[], { tremor }: Hand, random: Random): void {
  for (let i = 0; i < curve.length; i++) curve[i]! += tremor * random.normal();
}

function distort([x0, y0]: Stroke[number], hand: Hand, random: Random): [number, number] {
  const u = (x0 - 50) / 50;
  const v = (y0 - 50) / 50;
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = hand.bend;
  const x = x0 - 50 + a * u * v + b * u * u + c * v * v + hand.jitter * random.normal();
  const y = y0 - 50 + d * u * v + e * u * u + f * v * v + hand.jitter * random.normal();
  return [hand.xx * x + hand.xy * y, hand.yx * x + hand.yy * y];
}
