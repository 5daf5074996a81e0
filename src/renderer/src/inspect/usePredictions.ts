/**
 * Predictions of a run at a step: what is shown stays until the next arrives, a later wish cancels an earlier one, and the
 * neighbouring steps are fetched ahead.
 */

import { onScopeDispose, shallowRef, watch } from 'vue';
import type { ShallowRef } from 'vue';
import type { Predictions } from '../../../shared/contract.ts';
import { messageOf, UserError } from '../../../shared/errors.ts';
import { useClient, useResync } from '../stores/client.ts';
import { PredictionCache } from './predictionCache.ts';
import type { PredictionKey } from './predictionCache.ts';

export interface UsePredictions {
  /** Of the wish, or of an earlier one of the same run and split while that is being computed; null before the first. */
  readonly predictions: Readonly<ShallowRef<Predictions | null>>;
  /** Why the wish could not be met; null when it was, or may still be. */
  readonly problem: Readonly<ShallowRef<string | null>>;
  /** True while what is shown is not what is wished for. */
  readonly isBehind: Readonly<ShallowRef<boolean>>;
  /** True once the neighbours were fetched as well: from then on others may fetch ahead. */
  readonly isCalm: Readonly<ShallowRef<boolean>>;
  /** Asks once more after a failure. */
  retry(): void;
}

export interface PredictionWish {
  readonly key: PredictionKey;
  /** Fetched afterwards, in this order. */
  readonly ahead: readonly PredictionKey[];
}

interface Pending {
  readonly name: string;
  readonly isAhead: boolean;
  readonly answer: Promise<Predictions>;
}

export interface PredictionOptions {
  /** Called with what was fetched ahead. */
  readonly onAhead?: (found: Predictions) => void;
}

/**
 * @param wish null where nothing is wanted
 * @param lane calls of the same lane replace one another
 */
export function usePredictions(
  wish: () => PredictionWish | null,
  lane: string,
  { onAhead }: PredictionOptions = {},
): UsePredictions {
  const cache = new PredictionCache();
  const { api } = useClient();
  const predictions = shallowRef<Predictions | null>(null);
  const problem = shallowRef<string | null>(null);
  const isBehind = shallowRef(false);
  const isCalm = shallowRef(false);
  let current = '';
  let shownFor = '';
  let pending: Pending | null = null;
  onScopeDispose(() => void (current = ''));

  async function load({ key, ahead }: PredictionWish): Promise<void> {
    const wished = JSON.stringify(key);
    if (wished === current) return;
    current = wished;
    problem.value = null;
    isCalm.value = false;
    forgetOthers(key);
    try {
      show(cache.get(key) ?? (await fetched(key, false)));
      if (wished === current) await fetchAhead(wished, ahead);
      if (wished === current) isCalm.value = true;
    } catch (error) {
      if (wished !== current) return;
      problem.value = messageOf(error);
      isBehind.value = false;
    }

    function show(found: Predictions): void {
      if (wished !== current) return;
      predictions.value = found;
      isBehind.value = false;
    }
  }

  /** Figures of another run or split must not be taken for those asked for. */
  function forgetOthers({ id, split }: PredictionKey): void {
    const subject = `${id} ${split}`;
    if (subject !== shownFor) predictions.value = null;
    shownFor = subject;
    isBehind.value = true;
  }

  /** One call at a time: a wish ends what is fetched ahead, unless that is what it wishes for. */
  function fetched(key: PredictionKey, isAhead: boolean): Promise<Predictions> {
    const name = JSON.stringify(key);
    if (pending?.name !== name) pending = { name, isAhead, answer: asked(key, isAhead) };
    else if (pending.isAhead && !isAhead) {
      pending = { ...pending, isAhead };
      // Whatever becomes of it, the answer itself is waited for.
      api.hurryPredictions(key).catch(ignore);
    }
    return pending.answer;
  }

  async function asked(key: PredictionKey, isAhead: boolean): Promise<Predictions> {
    const name = JSON.stringify(key);
    try {
      const found = await api.getPredictions({ ...key, isAhead, lane });
      cache.set(key, found);
      return found;
    } finally {
      if (pending?.name === name) pending = null;
    }
  }

  async function fetchAhead(wished: string, keys: readonly PredictionKey[]): Promise<void> {
    for (const key of keys) {
      if (wished !== current) return;
      if (cache.get(key)) continue;
      // What was fetched ahead in vain is asked for again when it is wanted, and then its failure is said.
      const found = await fetched(key, true).catch(ignore);
      if (found && wished === current) onAhead?.(found);
    }
  }

  function retry(): void {
    const next = wish();
    if (problem.value === null || next === null) return;
    current = '';
    void load(next);
  }

  useResync(retry);
  watch(
    wish,
    (next) => {
      if (next) return void load(next);
      current = '';
      predictions.value = null;
      problem.value = null;
      isBehind.value = false;
    },
    { immediate: true },
  );
  return { predictions, problem, isBehind, isCalm, retry };
}

function ignore(error: unknown): null {
  if (error instanceof UserError) return null;
  throw error;
}
