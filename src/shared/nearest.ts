/** "Did you mean …": the known name that is nearest to a misspelt one. */

/**
 * The candidate with the smallest edit distance, letter case ignored; the first one among equals.
 * @returns undefined when there are no candidates
 */
export function nearest(name: string, candidates: readonly string[]): { name: string; distance: number } | undefined {
  let best: { name: string; distance: number } | undefined;
  for (const candidate of candidates) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (!best || distance < best.distance) best = { name: candidate, distance };
  }
  return best;
}

/** True when a distance is small enough, for a name of this length, to be a slip of the finger. */
export function isSlip(name: string, distance: number): boolean {
  return distance <= Math.max(2, Math.floor(name.length / 3));
}

/** Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment distance). */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      current[j] = Math.min(last[j]! + 1, current[j - 1]! + 1, last[j - 1]! + change);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        current[j] = Math.min(current[j]!, beforeLast[j - 2]! + 1);
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length]!;
}
