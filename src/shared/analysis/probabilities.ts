/** From logits to the probabilities that are shown: the same wherever they are computed, in the service or in the page. */

import type { FloatArray } from '../../engine/backend.ts';
import { argmax, clipProbability, losses } from '../../engine/losses.ts';
import type { OutputName } from '../../engine/spec.ts';

/** @param p receives the probability of every class, clipped, with the largest where the largest logit is */
export function writeProbabilities(output: OutputName, z: FloatArray, p: Float32Array): void {
  losses[output].probabilities(z, p);
  for (let k = 0; k < p.length; k++) p[k] = clipProbability(p[k]!);
  // Rounding may make a tie of logits that differ: the class that is predicted stays the one of the logits.
  const predicted = losses[output].predict(z);
  if (argmax(p) !== predicted) p[predicted] = p[predicted]! * (1 + 2 ** -23);
}
