/** The first layer's weights at the epoch on screen, and what each of its units makes of the image looked at. */

import { computed, onScopeDispose, watch } from 'vue';
import type { ComputedRef, ShallowRef } from 'vue';
import { unitWeights } from '../../../../shared/analysis/weightImages.ts';
import type { UnitWeights } from '../../../../shared/analysis/weightImages.ts';
import { useClient } from '../../stores/client.ts';
import { ByteCache } from '../byteCache.ts';
import { problemOf, useAnswer, valueOf } from '../useAnswer.ts';
import { nearest } from '../useCheckpoints.ts';
import { useInspect } from '../useInspect.ts';
import { useLast } from '../useLast.ts';

export interface Weights {
  /** Of the step on screen, or of the one before it until they are there. */
  readonly weights: Readonly<ShallowRef<UnitWeights | null>>;
  readonly problem: ComputedRef<string | null>;
  readonly isBehind: ComputedRef<boolean>;
  /** Outputs of the units for the selected image; null where none is selected, or not yet known. */
  readonly activity: ComputedRef<Float32Array | null>; // (units)
}

/** Milliseconds that an image must stay selected: keys held down pass many. */
const rest = 120;
/** Neighbours of the epoch on screen that are fetched while it stays. */
const ahead = 6;
/** Bytes of weights kept: 30 epochs of 784 inputs and 300 units, three of 784 and 3,000. */
const mostKept = 32 * 2 ** 20;

interface Place {
  readonly id: string;
  readonly step: number;
}
const nameOf = ({ id, step }: Place): string => `${id} ${step}`;

export function useWeights(): Weights {
  const { api } = useClient();
  const { run, checkpoint, checkpoints, predictions, isCalm, selected, lane } = useInspect();
  const cache = new ByteCache<UnitWeights>(mostKept, ({ values }) => values.byteLength);
  const pending = new Map<string, Promise<UnitWeights>>();
  let isMounted = true;
  onScopeDispose(() => void (isMounted = false));
  const answer = useAnswer(
    () => {
      const [id, step] = [run.value?.id, predictions.value?.step];
      return id === undefined || step === undefined ? null : { id, step };
    },
    fetched,
    { known: (at) => cache.get(nameOf(at)) },
  );
  // While the predictions of an epoch are computed, its weights are on their way: at once, so that they come first.
  watch(
    checkpoint,
    (wished) => {
      if (run.value && wished) void fetched({ id: run.value.id, step: wished.step }).catch(() => null);
    },
    { flush: 'sync' },
  );

  function fetched(at: Place): Promise<UnitWeights> {
    const name = nameOf(at);
    const known = cache.get(name);
    if (known) return Promise.resolve(known);
    const begun = pending.get(name) ?? asked(at).finally(() => pending.delete(name));
    pending.set(name, begun);
    return begun;
  }
  async function asked(at: Place): Promise<UnitWeights> {
    const found = unitWeights(await api.getWeights({ ...at, tensor: 'W1' }));
    cache.set(nameOf(at), found);
    return found;
  }
  /** One after the other, until another epoch is wished for. What fails is asked for again when it is wanted. */
  async function fetchAhead(): Promise<void> {
    const [id, step] = [run.value?.id, predictions.value?.step];
    const here = checkpoints.value.find((one) => one.step === step);
    if (id === undefined || !here) return;
    for (const near of nearest(checkpoints.value, here, ahead)) {
      if (!isMounted || run.value?.id !== id || checkpoint.value?.step !== step) return;
      await fetched({ id, step: near.step }).catch(() => null);
    }
  }
  watch([answer, isCalm], ([{ status }, calm]) => status === 'ready' && calm && void fetchAhead(), { immediate: true });
  const examined = useAnswer(
    () => {
      const [id, shown, position] = [run.value?.id, predictions.value, selected.value];
      if (id === undefined || !shown || position === null) return null;
      return { id, step: shown.step, image: { split: shown.split, position } };
    },
    async ({ id, step, image }) => {
      const [found] = await api.examineImage({ runs: [{ id, step }], image, lane: lane('weights') });
      return found?.layers[0]?.values ?? null;
    },
    { rest },
  );
  return {
    weights: useLast(answer),
    problem: computed(() => problemOf(answer.value)),
    isBehind: computed(() => answer.value.status === 'loading'),
    activity: computed(() => valueOf(examined.value)),
  };
}
