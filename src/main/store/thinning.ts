/** Which checkpoints of a run to drop when there are too many. Pure. */

/**
 * Steps to drop so that at most `keep` remain, evenly spread: each time the one whose neighbours lie closest together.
 * The first and the last are never dropped (the last is what a run resumes from).
 * @param steps ascending
 * @param keep at least 2
 */
export function surplusSteps(steps: readonly number[], keep: number): number[] {
  const kept = [...steps];
  const dropped: number[] = [];
  while (kept.length > keep) {
    let drop = 1;
    for (let i = 2; i < kept.length - 1; i++)
      if (kept[i + 1]! - kept[i - 1]! < kept[drop + 1]! - kept[drop - 1]!) drop = i;
    dropped.push(...kept.splice(drop, 1));
  }
  return dropped;
}
