/** This machine's training speed, measured from runs that finished, and what it promises for runs to come. */

import { isWorthHelping, type RunWork } from '../../engine/work.ts';
import type { RunRecord } from '../store/store.ts';

/** Runs shorter than this say more about start-up than about speed. */
const shortestTelling = 0.05;

/**
 * Multiply-adds a second and thread of a finished run, evaluations included; null when the run was too short to tell.
 * @param helpSeconds time that other threads spent helping it
 */
export function multiplyAddsPerSecond(
  record: Pick<RunRecord, 'seconds' | 'step'>,
  work: RunWork,
  helpSeconds: number,
): number | null {
  if (record.seconds < shortestTelling) return null;
  return (work.total * (record.step / work.steps)) / (record.seconds + helpSeconds);
}

/** Seconds of wall time that runs take on `threads` threads; small steps cannot be shared, so their run has one. */
export function estimateSeconds(works: readonly RunWork[], speed: number, threads: number): number {
  const total = works.reduce((sum, work) => sum + work.total, 0);
  const alone = works.filter((work) => !isWorthHelping(work.perStep));
  const longest = alone.reduce((longest, work) => Math.max(longest, work.total), 0);
  return Math.max(total / threads, longest) / speed;
}
