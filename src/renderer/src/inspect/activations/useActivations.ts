/** The selected image on its way through the network, at the epoch on screen. */

import { computed } from 'vue';
import type { ComputedRef, ShallowRef } from 'vue';
import type { OutputKind } from '../../../../shared/analysis/layerOutputs.ts';
import type { Examined, LayerActivation } from '../../../../shared/contract.ts';
import { ownExperiment } from '../../run/runFacts.ts';
import { useClient } from '../../stores/client.ts';
import { problemOf, useAnswer } from '../useAnswer.ts';
import { useInspect } from '../useInspect.ts';
import { useLast } from '../useLast.ts';

export interface HiddenLayer extends LayerActivation {
  readonly kind: OutputKind;
}

export interface ShownImage extends Examined {
  readonly position: number;
}

export interface Activations {
  /** Of the selected image, or of the one before until it is there; null for none. */
  readonly shown: Readonly<ShallowRef<ShownImage | null>>;
  readonly hidden: ComputedRef<readonly HiddenLayer[]>;
  readonly logits: ComputedRef<Float32Array>;
  readonly problem: ComputedRef<string | null>;
}

/** Milliseconds that an image must stay selected: keys held down pass many. */
const rest = 60;

export function useActivations(): Activations {
  const { api } = useClient();
  const { run, predictions, selected, lane } = useInspect();
  const answer = useAnswer(
    () => {
      const [id, shown, position] = [run.value?.id, predictions.value, selected.value];
      if (id === undefined || !shown || position === null) return null;
      return { id, step: shown.step, split: shown.split, position };
    },
    async ({ id, step, split, position }) => {
      const image = { split, position };
      const [found] = await api.examineImage({ runs: [{ id, step }], image, lane: lane('activations') });
      if (!found) throw new Error('examineImage: no answer for the run');
      return { ...found, position };
    },
    { rest },
  );
  const shown = useLast(answer);
  const hidden = computed(() => {
    const specs = run.value ? ownExperiment(run.value).network.hidden : [];
    const layers = shown.value?.layers.slice(0, -1) ?? [];
    return layers.map((layer, i) => ({ ...layer, kind: specs[i]?.activation ?? ('linear' as const) }));
  });
  return {
    shown,
    hidden,
    logits: computed(() => shown.value?.layers.at(-1)?.values ?? new Float32Array()),
    problem: computed(() => problemOf(answer.value)),
  };
}
