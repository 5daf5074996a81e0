/**
 * A group of runs as one curve: centre, spread and n at each position of the grid that all members share, and the
 * members themselves. Each run is smoothed by itself, then aggregated, and only then reduced for drawing (elsewhere).
 * Nothing is interpolated or bucketed; what is not finite and what lies off the grid is named.
 */

import type { Centre } from './bands.ts';
import type { CommonGrid } from './grid.ts';
import { findGrid } from './grid.ts';
import type { SeriesMember, XAxis } from './member.ts';
import { positionsOf } from './member.ts';
import { smooth } from './smoothing.ts';
import type { StepStatistics } from './stepStatistics.ts';
import { stepMedian, stepStatistics } from './stepStatistics.ts';

export interface AggregateOptions {
  /** @default 'step' */
  readonly axis?: XAxis | undefined;
  /** Weight of the moving average on each run, 0 to 0.999. @default 0 */
  readonly smoothing?: number | undefined;
  /** @default 'mean' */
  readonly centre?: Centre | undefined;
}

/** A member as it is drawn, over its full data. */
export interface MemberCurve {
  readonly id: string;
  readonly name: string;
  readonly x: Float64Array; // (points)
  /** After smoothing; the very values that the statistics stand on. */
  readonly values: Float64Array; // (points)
  /** Points up to and with the last finite value: what counts. */
  readonly used: number;
  readonly diverged: boolean;
}

/** Something about one member that a reader has to know, with its step. */
export interface MemberNote {
  readonly id: string;
  readonly name: string;
  /** Null where the member never had a finite value. */
  readonly step: number | null;
}

export interface GroupStatistics extends StepStatistics {
  readonly x: Float64Array; // (points) ascending
  readonly centre: Float64Array; // (points) mean or median; NaN where n is 0
}

export interface GroupCurve {
  /** Number of members, whatever became of them. */
  readonly size: number;
  readonly members: readonly MemberCurve[];
  /** Members that diverged, with the step of their last finite value; up to there they count. */
  readonly diverged: readonly MemberNote[];
  /** Members whose last point, at a step of its own, is left out of the statistics. */
  readonly offGrid: readonly MemberNote[];
  /** Null where the members have no common grid: then only they can be drawn, and `reason` says why. */
  readonly statistics: GroupStatistics | null;
  readonly reason: string | null;
}

/** Linear in the number of points of all members (the median sorts each position besides). */
export function aggregate(members: readonly SeriesMember[], options: AggregateOptions = {}): GroupCurve {
  const { axis = 'step', smoothing = 0, centre = 'mean' } = options;
  const curves = members.map((member) => memberCurve(member, axis, smoothing));
  // Seconds differ from run to run: their grid is that of the steps, and the mean time places it.
  const gridAxis = axis === 'seconds' ? 'step' : axis;
  const onGrid = curves.map(({ x, name, used }, i) => ({
    name,
    used,
    positions: gridAxis === axis ? x : members[i]!.steps,
  }));
  const grid = findGrid(onGrid, gridAxis === 'samples' ? 'sample count' : gridAxis);
  const noteOf = (index: number, step: number | undefined): MemberNote => {
    const { id, name } = members[index]!;
    return { id, name, step: step ?? null };
  };
  return {
    size: members.length,
    members: curves,
    diverged: curves.flatMap((curve, i) => (curve.diverged ? [noteOf(i, members[i]!.steps[curve.used - 1])] : [])),
    offGrid: grid.common
      ? grid.offGrid.map(({ member }) => noteOf(member, members[member]!.steps[grid.used[member]!]))
      : [],
    statistics: grid.common ? groupStatistics(curves, grid, axis === 'seconds', centre) : null,
    reason: grid.common ? null : grid.reason,
  };
}

function memberCurve(member: SeriesMember, axis: XAxis, smoothing: number): MemberCurve {
  const { id, name, values: raw } = member;
  const values = smooth(raw, smoothing);
  let used = values.length;
  while (used > 0 && !Number.isFinite(values[used - 1])) used--;
  return { id, name, x: positionsOf(member, axis), values, used, diverged: member.diverged || used < values.length };
}

function groupStatistics(
  curves: readonly MemberCurve[],
  grid: CommonGrid,
  inSeconds: boolean,
  centre: Centre,
): GroupStatistics {
  const rows = curves.map(({ values }, i) => ({ values, used: grid.used[i]! }));
  const length = grid.positions.length;
  const statistics = stepStatistics(rows, length);
  const x = inSeconds ? meanSeconds(curves, grid) : grid.positions;
  return { ...statistics, x, centre: centre === 'mean' ? statistics.mean : stepMedian(rows, length) };
}

/**
 * The mean seconds at each position, as the running sum of the mean time between two positions. While all members go
 * on that is exactly the mean; where one ends the axis does not jump back, however slow it was.
 */
function meanSeconds(curves: readonly MemberCurve[], { positions, used }: CommonGrid): Float64Array {
  const seconds = new Float64Array(positions.length);
  const counts = new Uint16Array(positions.length);
  for (const [member, { x }] of curves.entries()) {
    for (let i = 0; i < used[member]!; i++) {
      seconds[i]! += x[i]! - (i > 0 ? x[i - 1]! : 0);
      counts[i]! += 1;
    }
  }
  let sum = 0;
  return seconds.map((total, i) => (sum += total / counts[i]!));
}
