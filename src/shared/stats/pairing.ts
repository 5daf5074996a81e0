/**
 * Final figures of two groups put side by side: which runs make pairs, which are left, and why. A run counts when it
 * finished with a finite value; nothing is dropped without a reason.
 */

import type { RunStatus } from '../contract.ts';

/** The figure that one run ended with. */
export interface Outcome {
  readonly id: string;
  readonly seed: number;
  /** What must agree for a pair, from `pairKeys`. @default the seed */
  readonly pairKey?: string | undefined;
  readonly status: RunStatus;
  readonly value: number | null;
}

export interface OutcomeGroup {
  readonly label: string;
  readonly outcomes: readonly Outcome[];
}

export interface Dropped {
  readonly group: string;
  readonly id: string;
  readonly seed: number;
  /** `diverged`, `has no partner in lr 0.01`, … */
  readonly reason: string;
}

export interface Pairing {
  readonly method: 'paired' | 'unpaired';
  /** Values used; of one length and order when paired. */
  readonly a: readonly number[];
  readonly b: readonly number[];
  /** Seeds of the pairs; empty when unpaired. */
  readonly seeds: readonly number[];
  readonly dropped: readonly Dropped[];
}

interface Usable {
  readonly id: string;
  readonly seed: number;
  readonly key: string;
  readonly value: number;
}

/**
 * Pairs by seed where the groups share at least half of the smaller one's seeds, whatever became of those runs:
 * the design decides, not the outcome. Otherwise the groups are independent, and all usable values are taken.
 */
export function pairOutcomes(a: OutcomeGroup, b: OutcomeGroup): Pairing {
  const left = usable(a);
  const right = usable(b);
  const unusable = [...left.dropped, ...right.dropped];
  const [keysA, keysB] = [designOf(a), designOf(b)];
  const shared = [...keysA].filter((key) => keysB.has(key)).length;
  if (shared === 0 || 2 * shared < Math.min(keysA.size, keysB.size)) {
    const [valuesA, valuesB] = [left, right].map(({ runs }) => runs.map((run) => run.value));
    return { method: 'unpaired', a: valuesA!, b: valuesB!, seeds: [], dropped: unusable };
  }
  const partners = new Map(right.runs.map((run) => [run.key, run]));
  const pairs = left.runs.flatMap((run) => {
    const partner = partners.get(run.key);
    return partner ? [{ seed: run.seed, a: run.value, b: partner.value, key: run.key }] : [];
  });
  const paired = new Set(pairs.map((pair) => pair.key));
  const alone = (group: OutcomeGroup, other: OutcomeGroup, runs: readonly Usable[]): Dropped[] =>
    runs
      .filter((run) => !paired.has(run.key))
      .map(({ id, seed }) => ({ group: group.label, id, seed, reason: `has no finished partner in ${other.label}` }));
  return {
    method: 'paired',
    a: pairs.map((pair) => pair.a),
    b: pairs.map((pair) => pair.b),
    seeds: pairs.map((pair) => pair.seed),
    dropped: [...unusable, ...alone(a, b, left.runs), ...alone(b, a, right.runs)],
  };
}

const keyOf = ({ pairKey, seed }: Outcome): string => pairKey ?? String(seed);
const designOf = ({ outcomes }: OutcomeGroup): Set<string> => new Set(outcomes.map(keyOf));

/** Finished runs with a finite value, each seed once: a repeated seed repeats the same run and adds no evidence. */
function usable({ label, outcomes }: OutcomeGroup): { runs: Usable[]; dropped: Dropped[] } {
  const runs = new Map<string, Usable>();
  const dropped: Dropped[] = [];
  for (const outcome of outcomes) {
    const { id, seed, value } = outcome;
    const key = keyOf(outcome);
    const reason = runs.has(key) ? 'repeats a seed' : whyUnusable(outcome);
    if (reason === null) runs.set(key, { id, seed, key, value: value! });
    else dropped.push({ group: label, id, seed, reason });
  }
  return { runs: [...runs.values()], dropped };
}

function whyUnusable({ status, value }: Outcome): string | null {
  if (status !== 'finished') return status === 'queued' || status === 'running' || status === 'paused' ? `is still ${status}` : status; // prettier-ignore
  return value === null || !Number.isFinite(value) ? 'has no finite value' : null;
}
