/** What a network with two inputs says of every point of a plane. */

import type { AnalysisApi, DecisionGrid } from '../../shared/contract.ts';
import { UserError } from '../../shared/errors.ts';
import type { Analysis } from './analysis.ts';
import { givenInputs } from './examine.ts';
import { shownImages } from './pixels.ts';
import { nameOf, type Subject } from './subject.ts';

/** Of the data's extent, left free on every side. */
const margin = 0.05;

export async function decisionGrid(
  analysis: Analysis,
  { size, bounds: given, ...at }: Omit<Parameters<AnalysisApi['getDecisionGrid']>[0], 'lane'>,
  signal: AbortSignal,
): Promise<DecisionGrid> {
  const look = await analysis.look(at);
  const { subject, weights } = look;
  if (subject.network.inputs !== 2)
    throw new UserError(
      'invalid-input',
      `${nameOf(subject.record)}: its network has ${subject.network.inputs} inputs, a plane shows exactly 2; choose a ` +
        'run on 2-D data.',
    );
  const bounds = given ?? { x: extent(subject, 0), y: extent(subject, 1) };
  const inputs = givenInputs(look, gridPoints(bounds, size));
  const { probabilities } = await analysis.worker.call(subject.prepared, signal, (thread, stop) =>
    thread.$call('predict', { ...look.job, inputs, stop }),
  );
  return { step: weights.step, bounds, size, probabilities };
}

/** Centres of size × size cells, row by row from the top. (size · size, 2) */
function gridPoints({ x, y }: DecisionGrid['bounds'], size: number): Float32Array {
  const points = new Float32Array(size * size * 2);
  const along = ([from, to]: readonly [number, number], cell: number) => from + ((cell + 0.5) / size) * (to - from);
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) {
      const at = 2 * (row * size + column);
      points[at] = along(x, column);
      points[at + 1] = along(y, size - 1 - row);
    }
  return points;
}

/** The range of a feature over all images, before scaling, with a margin. */
function extent(subject: Subject, feature: number): readonly [number, number] {
  const { images } = shownImages(subject);
  const { values, count } = images;
  let [min, max] = [Infinity, -Infinity];
  if (images.kind === 'sparse-u8') [min, max] = [0, 255];
  else
    for (let image = 0; image < count; image++) {
      min = Math.min(min, values[2 * image + feature]!);
      max = Math.max(max, values[2 * image + feature]!);
    }
  const free = margin * (max > min ? max - min : 1);
  return [min - free, max + free];
}
