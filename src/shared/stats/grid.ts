/**
 * The grid on which runs of a group can be summed up: positions that every member has. Nothing is interpolated; where
 * the members do not share a grid there are no statistics, only a sentence that says why.
 */

/** A member's points up to and with its last finite value. */
export interface GridMember {
  readonly name: string;
  readonly positions: Float64Array; // (at least used) ascending
  /** How many points count, from the first. */
  readonly used: number;
}

export interface CommonGrid {
  readonly common: true;
  readonly positions: Float64Array; // (points) of the longest member
  /** For each member how many of its points lie on the grid. */
  readonly used: readonly number[];
  /** Members whose last point lies off the grid and is left out, with its position. */
  readonly offGrid: readonly { readonly member: number; readonly position: number }[];
}

export interface NoGrid {
  readonly common: false;
  readonly reason: string;
}

/**
 * The longest member's positions, if every other member has the same ones from the start to its own end. A run that
 * ends early is evaluated once more at its end, wherever that is: only this last point may lie off the grid. It is left
 * out of the statistics and named.
 *
 * @param unit what the positions are called in the reason: `step`
 */
export function findGrid(members: readonly GridMember[], unit: string): CommonGrid | NoGrid {
  const longest = members.reduce<GridMember | null>((best, one) => (best && !isLonger(one, best) ? best : one), null);
  if (!longest) return { common: false, reason: 'there are no runs' };
  const offGrid: { member: number; position: number }[] = [];
  const used: number[] = [];
  for (const [index, member] of members.entries()) {
    const at = firstDifference(member, longest);
    if (at < member.used - 1) return { common: false, reason: whyNot(member, longest, at, unit) };
    if (at < member.used) offGrid.push({ member: index, position: member.positions[at]! });
    used.push(at);
  }
  return { common: true, positions: longest.positions.subarray(0, longest.used), used, offGrid };
}

const lastOf = ({ positions, used }: GridMember): number => (used > 0 ? positions[used - 1]! : -Infinity);

function isLonger(a: GridMember, b: GridMember): boolean {
  return lastOf(a) > lastOf(b) || (lastOf(a) === lastOf(b) && a.used > b.used);
}

/** Index of the first point of `member` that `longest` has elsewhere; `used` when all agree. */
function firstDifference(member: GridMember, longest: GridMember): number {
  if (member.positions === longest.positions) return Math.min(member.used, longest.used);
  for (let i = 0; i < member.used; i++) {
    if (i >= longest.used || member.positions[i] !== longest.positions[i]) return i;
  }
  return member.used;
}

function whyNot(member: GridMember, longest: GridMember, at: number, unit: string): string {
  const ours = member.positions[at]!;
  const theirs = at < longest.used ? longest.positions[at]! : Infinity;
  const [has, lacks] = ours < theirs ? [member, longest] : [longest, member];
  const position = Number(Math.min(ours, theirs).toPrecision(6));
  return `${has.name} has a value at ${unit} ${position}, ${lacks.name} has none: mean and band need values of all runs at the same ${unit}s`;
}
