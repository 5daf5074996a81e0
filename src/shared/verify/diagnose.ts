/**
 * From a student's wrong numbers to the mistake behind them, by trial: the pass is repeated with each known flaw, in every
 * layer or in one, and a flaw explains the numbers when it yields them and leaves right what is right. Of several, the
 * one that explains most tensors is taken, and the earlier in the table where they tie.
 */

import { layerWidths } from '../../engine/tensors.ts';
import { acceptedFactor, agrees, largest, sameShape, type GivenArray } from './compare.ts';
import { flaws, type Flaw } from './flaws.ts';
import { transpose } from './matrix.ts';
import { passSteps, shapeOf, type PassValues, type Problem, type StepsOf } from './pass.ts';
import { rightSteps, type Steps } from './steps.ts';

export interface Cause {
  /** Of the flaw, or `not-finite`, `layout`, `factor`, `shape`. */
  readonly name: string;
  readonly sentence: string;
}

/** What there is to explain. */
export interface Symptoms {
  readonly problem: Problem;
  readonly expected: PassValues;
  /** The largest difference that is still right, by tensor. */
  readonly tolerances: ReadonlyMap<string, number>;
  /** The student's tensors by name, in the order of the pass. */
  readonly given: ReadonlyMap<string, GivenArray>;
  /** The first of them that is wrong. */
  readonly first: string;
}

/** The likeliest cause; null where nothing known yields the numbers. */
export function diagnose(symptoms: Symptoms): Cause | null {
  const { values } = symptoms.given.get(symptoms.first)!;
  if (Array.from(values).some((value) => !Number.isFinite(value))) return notFinite;
  return layoutCause(symptoms) ?? flawCause(symptoms) ?? factorCause(symptoms) ?? shapeCause(symptoms);
}

const notFinite: Cause = {
  name: 'not-finite',
  sentence:
    'Not every value is a finite number: exp overflows beyond 709; subtract the largest logit of each sample before exp, and take the loss from the logits.', // prettier-ignore
};

/** Samples in columns instead of rows. Gradients have no samples: a transposed one is a flaw. */
function layoutCause({ expected, tolerances, given, first }: Symptoms): Cause | null {
  const right = expected.get(first)!;
  const { shape, values } = given.get(first)!;
  const turned = shape.length === 2 && shape[0] === right.columns && shape[1] === right.rows;
  if (!turned || /^d[Wb]/.test(first)) return null;
  if (!agrees(values, transpose(right).values, tolerances.get(first)!)) return null;
  return { name: 'layout', sentence: 'It is the transpose of what is expected: samples are rows, units are columns.' };
}

function flawCause(symptoms: Symptoms): Cause | null {
  let best: { readonly flaw: Flaw; readonly explained: number } | null = null;
  for (const flaw of flaws)
    for (const variant of flaw.variants)
      for (const place of placesOf(symptoms)) {
        const explained = explainedBy(flawedSteps(variant, place), symptoms);
        if (explained > (best?.explained ?? 0)) best = { flaw, explained };
      }
  return best && { name: best.flaw.name, sentence: best.flaw.sentence };
}

/** Everywhere, in the layer of the first wrong tensor, and in the one above it, whose derivative it depends on. */
function placesOf({ problem, first }: Symptoms): readonly (number | 'everywhere')[] {
  const layers = layerWidths(problem.network).length - 1;
  if (layers === 1) return ['everywhere'];
  const layer = Number(/\d+$/.exec(first)?.[0] ?? layers);
  return ['everywhere', layer, ...(layer < layers ? [layer + 1] : [])];
}

/** The steps of a pass with a flaw in one layer, or in all. */
export function flawedSteps(variant: Partial<Steps>, place: number | 'everywhere'): StepsOf {
  const wrong = { ...rightSteps, ...variant };
  return (layer) => (place === 'everywhere' || place === layer ? wrong : rightSteps);
}

/** How close a flawed pass has to come, relative to its largest value: it need not be judged, only recognised. */
const matching = 1e-5;

/** How many of the student's tensors a flawed pass yields; 0 where not every one up to the first that is wrong. */
function explainedBy(steps: StepsOf, { problem, expected, tolerances, given, first }: Symptoms): number {
  let explained = 0;
  let isPastFirst = false;
  for (const [name, tried] of passSteps(problem, steps)) {
    const tolerance = tolerances.get(name)!;
    const right = expected.get(name)!;
    if (name === first && agrees(tried.values, right.values, tolerance)) return 0;
    const array = given.get(name);
    if (!array) continue;
    // What is N times as large is also rounded N times as coarsely.
    const growth = Math.max(1, largest(right.values) > 0 ? largest(tried.values) / largest(right.values) : 1);
    const allowed = tolerance * growth + matching * largest(tried.values);
    if (acceptedFactor(name, array.values, tried, allowed) !== null) explained++;
    else if (!isPastFirst) return 0;
    isPastFirst ||= name === first;
  }
  return explained;
}

/** A constant factor that none of the flaws explains. */
function factorCause({ expected, tolerances, given, first }: Symptoms): Cause | null {
  const right = expected.get(first)!;
  const { values } = given.get(first)!;
  const at = right.values.reduce((most, value, i) => (Math.abs(value) > Math.abs(right.values[most]!) ? i : most), 0);
  const factor = values[at]! / right.values[at]!;
  if (!Number.isFinite(factor) || factor === 0 || right.values.length < 2) return null;
  if (!agrees(values, right.values, tolerances.get(first)!, factor)) return null;
  const sentence = `Every value is ${Number(factor.toPrecision(4))} times what is expected: a factor is missing or too many, such as the learning rate.`; // prettier-ignore
  return { name: 'factor', sentence };
}

function shapeCause({ expected, given, first }: Symptoms): Cause | null {
  const right = shapeOf(first, expected.get(first)!);
  const { shape } = given.get(first)!;
  if (sameShape(shape, right)) return null;
  return { name: 'shape', sentence: `It has the shape (${shape.join(', ')}), expected (${right.join(', ')}).` };
}
