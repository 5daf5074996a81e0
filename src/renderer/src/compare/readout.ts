/** The table under the crosshair: exact statistics of every group at one position, and the differences to the baseline. */

import { nearestIndex } from '../charts/curves.ts';
import { bandNames } from '../../../shared/stats/bands.ts';
import type { Band } from '../../../shared/stats/bands.ts';
import type { GroupStatistics } from '../../../shared/stats/aggregate.ts';
import { studentT } from '../../../shared/stats/summary.ts';
import type { GroupLine } from './groupLines.ts';
import type { CompareView } from './view.ts';

export interface ReadoutRow {
  readonly line: GroupLine;
  /** Null where the group has no value at this very position. */
  readonly at: {
    readonly n: number;
    readonly centre: number;
    /** Of the statistic that `spreadName` names; null where it does not exist, as for one run. */
    readonly spread: number | readonly [low: number, high: number] | null;
    /** Centre less the baseline's centre; null for the baseline and where it has no value. */
    readonly difference: number | null;
  } | null;
}

export interface Readout {
  readonly position: number;
  readonly rows: readonly ReadoutRow[];
}

/** What the column of the spread is called; without a band it is the SD. */
export const spreadName = (band: Band): string => bandNames[band === 'none' ? 'sd' : band];

/**
 * @param lines all groups; hidden ones have no row, but may be the baseline
 * @param position where the crosshair stands; null is the last position of all
 * @returns values at the data's own position nearest to it, or null where there are none
 */
export function readGroups(
  lines: readonly GroupLine[],
  position: number | null,
  { band, baseline }: { readonly band: Band; readonly baseline: string | null },
): Readout | null {
  const shown = lines.filter(({ group }) => !group.hidden);
  const at = snap(shown, position ?? Infinity);
  if (at === null) return null;
  const reference = lines.find(({ group }) => group.key === baseline);
  const base = reference ? valueAt(reference, at, band) : null;
  const rows = shown.map((line): ReadoutRow => {
    const found = valueAt(line, at, band);
    return {
      line,
      at: found && { ...found, difference: base && line !== reference ? found.centre - base.centre : null },
    };
  });
  return { position: at, rows };
}

/** The position nearest to the crosshair that any group has. */
export function snap(lines: readonly GroupLine[], position: number): number | null {
  let best: number | null = null;
  for (const { curve } of lines) {
    const x = curve.statistics?.x;
    const index = x ? nearestIndex(x, position) : -1;
    if (index < 0) continue;
    const found = x![index]!;
    if (best === null || distance(found, position) < distance(best, position)) best = found;
  }
  return best;
}

const distance = (x: number, position: number): number => (position === Infinity ? -x : Math.abs(x - position));

type Value = Omit<NonNullable<ReadoutRow['at']>, 'difference'>;

function valueAt({ curve }: GroupLine, position: number, band: Band): Value | null {
  const { statistics } = curve;
  if (!statistics) return null;
  const i = nearestIndex(statistics.x, position);
  if (i < 0 || !isHere(statistics, i, position)) return null;
  return { n: statistics.n[i]!, centre: statistics.centre[i]!, spread: spreadAt(statistics, i, band) };
}

/** Groups on the same grid agree exactly; on others the neighbour within half a spacing is the nearest there is. */
function isHere({ x, n }: GroupStatistics, i: number, position: number): boolean {
  if (n[i] === 0) return false;
  const spacing = x.length > 1 ? (i > 0 ? x[i]! - x[i - 1]! : x[1]! - x[0]!) : 0;
  return Math.abs(x[i]! - position) <= spacing / 2 + 1e-9 * Math.abs(position);
}

function spreadAt({ n, sd, min, max }: GroupStatistics, i: number, band: Band): Value['spread'] {
  if (band === 'min-max') return [min[i]!, max[i]!];
  const [count, deviation] = [n[i]!, sd[i]!];
  if (count < 2) return null;
  if (band === 'sem') return deviation / Math.sqrt(count);
  return band === 'ci95' ? (studentT(count - 1) * deviation) / Math.sqrt(count) : deviation;
}

const units = { epoch: 'epoch', step: 'step', samples: 'samples', seconds: 'second' } as const;

/** `At epoch 3.0`, `At step 1 200`. */
export function positionText(position: number, axis: CompareView['axis'], count: (value: number) => string): string {
  if (axis === 'epoch') return `At epoch ${position.toFixed(position < 10 ? 2 : 1)}`;
  if (axis === 'seconds') return `At ${position.toFixed(position < 10 ? 2 : 1)} s`;
  return axis === 'samples' ? `At ${count(position)} samples` : `At ${units[axis]} ${count(position)}`;
}
