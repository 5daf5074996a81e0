/**
 * One run's series as the statistics take it, and where its points lie on each of the four x axes. Positions on the
 * axes of steps, epochs and samples are exact numbers that runs have in common; seconds never are.
 */

export type XAxis = 'step' | 'epoch' | 'samples' | 'seconds';

export interface SeriesMember {
  readonly id: string;
  /** What tells the run from its siblings, for reasons and legends: `lr 0.03 · seed 2`. */
  readonly name: string;
  readonly steps: Float64Array; // (points) ascending whole numbers
  readonly values: Float32Array | Float64Array; // (points) what is not finite is a gap
  /** True where the run's status is `diverged`, even if this metric stayed finite to the end. */
  readonly diverged: boolean;
  readonly pace: Pace;
}

/** What turns steps into epochs, samples and seconds. */
export interface Pace {
  /** The last batch of an epoch may be smaller. */
  readonly stepsPerEpoch: number;
  readonly batchSize: number;
  /** Images of the training split. */
  readonly samplesPerEpoch: number;
  /** Seconds at each point, as many as steps; a single number is the time of the last point, spread evenly over the steps. */
  readonly seconds: Float64Array | number;
}

/** Where a run's own points lie. */
export function positionsOf({ steps, pace }: Pick<SeriesMember, 'steps' | 'pace'>, axis: XAxis): Float64Array {
  switch (axis) {
    case 'step':
      return steps;
    case 'epoch':
      return steps.map((step) => step / pace.stepsPerEpoch);
    case 'samples':
      return steps.map((step) => samplesAt(step, pace));
    case 'seconds':
      return secondsOf(steps, pace.seconds);
  }
}

/** Training images seen after a step. */
function samplesAt(step: number, { stepsPerEpoch, batchSize, samplesPerEpoch }: Pace): number {
  const epochs = Math.floor(step / stepsPerEpoch);
  return epochs * samplesPerEpoch + (step - epochs * stepsPerEpoch) * batchSize;
}

function secondsOf(steps: Float64Array, seconds: Float64Array | number): Float64Array {
  if (typeof seconds !== 'number') return seconds;
  const last = steps.at(-1) ?? 0;
  return steps.map((step) => (last > 0 ? (seconds * step) / last : 0));
}
