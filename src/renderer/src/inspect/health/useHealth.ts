/** How the layers fare at every checkpoint, and at the one on screen. */

import { computed } from 'vue';
import type { ComputedRef, ShallowRef } from 'vue';
import type { HealthMoment } from '../../../../shared/contract.ts';
import { useClient } from '../../stores/client.ts';
import { problemOf, useAnswer } from '../useAnswer.ts';
import { useInspect } from '../useInspect.ts';
import { useLast } from '../useLast.ts';

export interface Health {
  /** In order of their steps; null until they are known. */
  readonly moments: Readonly<ShallowRef<readonly HealthMoment[] | null>>;
  /** The moment of the epoch on screen; null where it is none of them. */
  readonly now: ComputedRef<HealthMoment | null>;
  readonly problem: ComputedRef<string | null>;
  /** Training images looked at. */
  readonly images: ComputedRef<number>;
}

/** Of the training split, as the service takes them. */
const mostImages = 1000;

export function useHealth(): Health {
  const { api } = useClient();
  const { run, checkpoints, predictions, lane } = useInspect();
  const answer = useAnswer(
    () => {
      const id = run.value?.id;
      // A run that trains keeps more as it goes.
      return id === undefined ? null : { id, kept: checkpoints.value.length };
    },
    ({ id }) => api.getLayerHealth({ id, lane: lane('health') }),
  );
  const moments = useLast(answer);
  return {
    moments,
    now: computed(() => moments.value?.find(({ step }) => step === predictions.value?.step) ?? null),
    problem: computed(() => problemOf(answer.value)),
    images: computed(() => Math.min(mostImages, run.value?.dataset.train ?? mostImages)),
  };
}
