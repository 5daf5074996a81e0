/** The first layer's weights at the epoch on screen, and what each of its units makes of the image looked at. */

import { computed } from 'vue';
import type { ComputedRef, ShallowRef } from 'vue';
import { unitWeights } from '../../../../shared/analysis/weightImages.ts';
import type { UnitWeights } from '../../../../shared/analysis/weightImages.ts';
import { useClient } from '../../stores/client.ts';
import { problemOf, useAnswer, valueOf } from '../useAnswer.ts';
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

export function useWeights(): Weights {
  const { api } = useClient();
  const { run, predictions, selected, lane } = useInspect();
  const answer = useAnswer(
    () => {
      const [id, step] = [run.value?.id, predictions.value?.step];
      return id === undefined || step === undefined ? null : { id, step };
    },
    async (at) => unitWeights(await api.getWeights({ ...at, tensor: 'W1' })),
  );
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
