/** The weights in tests/fixtures/weights, as scripts/fixtures/weights.py makes them as well: a network 3-2-2. */

import type { NetworkSpec } from '../../src/engine/spec.ts';
import { tensorTable } from '../../src/engine/tensors.ts';
import { layers, networkSpec } from './networks.ts';

export const fixtureNetwork: NetworkSpec = networkSpec({ inputs: 3, classes: 2, hidden: layers(['relu', 2]) });

/** Small fractions, none like another, that float32 holds exactly. */
export function fixtureTensors(): Map<string, Float32Array> {
  let count = 0;
  const next = (): number => (++count - 8) / 16;
  return new Map(
    tensorTable(fixtureNetwork).map(({ name, rows, columns }) => [
      name,
      Float32Array.from({ length: rows * columns }, next),
    ]),
  );
}
