/** A student's arrays under the names of the pass: other names they use, and the shapes that mean the same. */

import { layerWidths } from '../../engine/tensors.ts';
import type { GivenArray } from './compare.ts';
import type { Problem } from './pass.ts';

/**
 * @param names of the pass, in its order
 * @returns the student's tensors in that order; arrays of other names are left out
 */
export function studentTensors(
  { network, x }: Problem,
  arrays: ReadonlyMap<string, GivenArray>,
  names: Iterable<string>,
): Map<string, GivenArray> {
  const last = layerWidths(network).length - 1;
  const others = new Map([
    ['p', ['probabilities', `h${last}`]],
    [`z${last}`, ['logits']],
  ]);
  const found = Array.from(names).flatMap((name): [string, GivenArray][] => {
    const given = [name, ...(others.get(name) ?? [])].find((each) => arrays.has(each));
    return given === undefined ? [] : [[name, arrays.get(given)!]];
  });
  const given = new Map(found);
  const p = given.get('p');
  // Both classes of the sigmoid output, where the probability of class 1 says it all.
  if (network.output === 'sigmoid' && p?.values.length === 2 * x.rows && p.shape[0] === x.rows)
    given.set('p', { shape: [x.rows, 1], values: Array.from({ length: x.rows }, (_, row) => p.values[2 * row + 1]!) });
  return given;
}
