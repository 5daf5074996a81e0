/**
 * Synthetic digits: images of handwriting-like digits in the format of MNIST, made from a seed. They let the app work at
 * once with no file and no network.
 *
 * Every image has a random stream of its own, so that image i is the same however many are made.
 */

import type { Random } from '../../../engine/random.ts';
import type { Generated } from '../generated.ts';
import { sparseFromPixels } from '../sparse.ts';
import { dataStream } from '../streams.ts';
import { drawHand, tremble, write } from './hand.ts';
import { imageSize, placeInImage } from './layout.ts';
import { drawCurve } from './render.ts';
import { skeletons } from './skeletons.ts';
import type { Style } from './skeletons.ts';
import { curveThrough } from './spline.ts';

const inputs = imageSize * imageSize;

/**
 * @param seed `dataset.seed`
 * @param count number of images; labels are uniform over the ten digits
 */
export function generateDigits(seed: number, count: number): Generated {
  const pixels = new Uint8Array(count * inputs);
  const labels = new Uint16Array(count);
  const ink = new Float32Array(inputs);
  for (let image = 0; image < count; image++) {
    const random = dataStream(seed, 'digits', image);
    const digit = (labels[image] = random.below(10));
    drawDigit(digit, random, ink.fill(0));
    for (let i = 0; i < inputs; i++) pixels[image * inputs + i] = Math.round(255 * ink[i]!);
  }
  return { images: sparseFromPixels([pixels], inputs), labels };
}

/** Writes one digit into an empty picture. */
function drawDigit(digit: number, random: Random, ink: Float32Array): void {
  const { strokes } = chooseStyle(skeletons[digit]!, random);
  const hand = drawHand(random);
  const curves = strokes.map((stroke) => curveThrough(write(stroke, hand, random)));
  placeInImage(curves, hand.radius);
  for (const curve of curves) {
    tremble(curve, hand, random);
    drawCurve(curve, hand, random, ink);
  }
}

function chooseStyle(styles: readonly Style[], random: Random): Style {
  let rest = random.uniform() * styles.reduce((sum, style) => sum + style.weight, 0);
  return styles.find((style) => (rest -= style.weight) < 0) ?? styles[0]!;
}
