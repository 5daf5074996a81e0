/**
 * What a run's network says of the plane: again and again while it trains, as fast as answers come and at most fifteen
 * times a second; afterwards once for each of the kept weights that is looked at.
 */

import { onScopeDispose, shallowRef, watch } from 'vue';
import type { ShallowRef } from 'vue';
import type { DecisionGrid } from '../../../../shared/contract.ts';
import { messageOf } from '../../../../shared/errors.ts';
import { useClient } from '../../stores/client.ts';
import { bounds } from './plane.ts';

/** Cells per side. */
const size = 80;
/** Milliseconds between two looks at a run that trains. */
const interval = 1000 / 15;

export interface GridQuestion {
  readonly id: string;
  /** Of the kept weights; null takes the latest. */
  readonly step: number | null;
  /** Whether the weights change while they are looked at. */
  readonly isLive: boolean;
}

export interface UseDecisionGrid {
  /** Null while there is none. What is shown stays until the next answer of the same run. */
  readonly grid: Readonly<ShallowRef<DecisionGrid | null>>;
  /** Why there is none; never of a run that trains, which may have no weights yet. */
  readonly problem: Readonly<ShallowRef<string | null>>;
}

/** @param question null asks nothing */
export function useDecisionGrid(question: () => GridQuestion | null): UseDecisionGrid {
  const { api } = useClient();
  const grid = shallowRef<DecisionGrid | null>(null);
  const problem = shallowRef<string | null>(null);
  /** Of this page alone: another window's questions end none of these. */
  const lane = `boundary ${crypto.randomUUID()}`;
  /** Counts the questions: an answer to an earlier one is late. */
  let turn = 0;

  async function ask({ id, step, isLive }: GridQuestion, own: number): Promise<void> {
    try {
      const answer = await api.getDecisionGrid({ id, step, size, bounds, lane });
      if (own !== turn) return;
      grid.value = answer;
      problem.value = null;
    } catch (error) {
      if (own === turn && !isLive) problem.value = messageOf(error);
    }
  }

  /** Frames of the page are its clock: a hidden page asks nothing. */
  async function follow(asked: GridQuestion, own: number): Promise<void> {
    while (own === turn) {
      const next = performance.now() + interval;
      await ask(asked, own);
      do await new Promise(requestAnimationFrame);
      while (own === turn && performance.now() < next);
    }
  }

  let shown: string | null = null;
  // As text, since the same question may come as a new object with every event of a run.
  watch(
    () => JSON.stringify(question()),
    () => {
      const own = ++turn;
      const now = question();
      if (now?.id !== shown) grid.value = null;
      shown = now?.id ?? null;
      problem.value = null;
      if (now) void (now.isLive ? follow(now, own) : ask(now, own));
    },
    { immediate: true },
  );
  onScopeDispose(() => void (turn += 1));
  return { grid, problem };
}
