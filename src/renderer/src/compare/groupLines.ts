/**
 * Groups as lines with their bands, over the full data. Worked out again only for groups of which something changed: while
 * forty runs train, a redraw costs no more than the one that moved.
 */

import { aggregate } from '../../../shared/stats/aggregate.ts';
import type { GroupCurve } from '../../../shared/stats/aggregate.ts';
import { bandCaption, bandOf } from '../../../shared/stats/bands.ts';
import type { BandEdges } from '../../../shared/stats/bands.ts';
import type { SeriesMember } from '../../../shared/stats/member.ts';
import type { CompareGroup } from './groups.ts';
import type { CompareView } from './view.ts';

export type LineOptions = Pick<CompareView, 'axis' | 'smoothing' | 'centre' | 'band'>;

export interface GroupLine {
  readonly group: CompareGroup;
  readonly curve: GroupCurve;
  readonly edges: BandEdges | null;
  /** The centre without smoothing, to stand faintly behind; null where nothing is smoothed. */
  readonly raw: Float64Array | null; // (points)
  /** Members that have not one value yet. */
  readonly waiting: number;
}

export function groupLine(group: CompareGroup, members: readonly SeriesMember[], options: LineOptions): GroupLine {
  const curve = aggregate(members, options);
  const { statistics } = curve;
  const raw = options.smoothing > 0 ? aggregate(members, { ...options, smoothing: 0 }).statistics : null;
  return {
    group,
    curve,
    edges: statistics && bandOf(statistics, options.band),
    raw: raw?.centre ?? null,
    waiting: curve.members.filter(({ used, diverged }) => used === 0 && !diverged).length,
  };
}

/** Remembers the line of every group until a member, its data or an option changes. */
export function lineCache(): (
  group: CompareGroup,
  members: readonly SeriesMember[],
  options: LineOptions,
) => GroupLine {
  const known = new Map<string, { readonly inputs: readonly unknown[]; readonly line: GroupLine }>();
  return (group, members, options) => {
    const inputs = inputsOf(members, options);
    const before = known.get(group.key);
    const isSame = before?.inputs.length === inputs.length && before.inputs.every((one, i) => one === inputs[i]);
    const line = !isSame ? groupLine(group, members, options) : before.line.group === group ? before.line : { ...before.line, group }; // prettier-ignore
    known.set(group.key, { inputs, line });
    return line;
  };
}

/** What a line depends on, flat, so that comparing is cheap. Seconds matter only where they are the axis. */
function inputsOf(members: readonly SeriesMember[], options: LineOptions): unknown[] {
  const { axis, smoothing, centre, band } = options;
  const inputs: unknown[] = [axis, smoothing, centre, band];
  for (const { id, values, diverged, pace } of members)
    inputs.push(id, values, diverged, pace.stepsPerEpoch, axis === 'seconds' ? pace.seconds : null);
  return inputs;
}

/** Where the n of a group falls for the last time below its largest: from there on the line is fainter. */
export function tailStart({ n }: { readonly n: Uint16Array }): number {
  const most = n.reduce((best, count) => Math.max(best, count), 0);
  return n.lastIndexOf(most) + 1;
}

/** What the lines of a panel are: `mean ± SD, n = 5, diverged 2/5`. Of external curves there is nothing to say. */
export function captionOf(all: readonly GroupLine[], { centre, band }: LineOptions): string {
  const lines = all.filter(({ group }) => !group.external);
  let [least, most] = [Infinity, 0];
  for (const { curve } of lines)
    for (const count of curve.statistics?.n ?? []) {
      if (count < least && count > 0) least = count;
      if (count > most) most = count;
    }
  if (most === 0) return lines.some(({ curve }) => curve.size > 0 && curve.reason) ? 'single runs' : '';
  const size = lines.reduce((sum, { curve }) => sum + curve.size, 0);
  const diverged = lines.reduce((sum, { curve }) => sum + curve.diverged.length, 0);
  return bandCaption({ centre, band, size, n: [least, most], diverged });
}

/** What else a reader has to know about the lines, one sentence each. */
export function lineNotes(lines: readonly GroupLine[]): string[] {
  return lines.flatMap(({ group, curve, waiting }) => [
    ...(curve.reason && curve.size > 0 ? [`${group.label}: no band. ${sentence(curve.reason)}`] : []),
    ...curve.diverged.map(({ name, step }) => `${name} diverged${step === null ? ' at once' : ` after step ${step}`}`),
    ...curve.offGrid.map(({ name, step }) => `${name} ended at step ${step}, between two evaluations: not in the mean`),
    ...(waiting > 0 && waiting < curve.size
      ? [`${group.label}: ${waiting} of ${curve.size} runs have no value yet`]
      : []),
  ]);
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
