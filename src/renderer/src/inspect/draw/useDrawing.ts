/** What the networks say of the drawing, as it is drawn: asked once a frame at most, the newest drawing only. */

import { computed, shallowRef, watch } from 'vue';
import type { ComputedRef, ShallowRef } from 'vue';
import { normalizeStrokes } from '../../../../shared/draw/normalize.ts';
import { messageOf, UserError } from '../../../../shared/errors.ts';
import { runName } from '../../../../shared/names.ts';
import { useClient } from '../../stores/client.ts';
import { useInspect } from '../useInspect.ts';
import type { Pad } from './usePad.ts';

export interface RunVerdict {
  readonly id: string;
  readonly name: string;
  readonly probabilities: Float32Array;
}

export interface Drawing {
  /** The drawing as the network gets it, 0..255; null of an empty pad. */
  readonly pixels: ComputedRef<Uint8Array | null>;
  readonly shape: ComputedRef<readonly [height: number, width: number]>;
  /** The inspected run first. */
  readonly verdicts: Readonly<ShallowRef<readonly RunVerdict[]>>;
  readonly problem: Readonly<ShallowRef<string | null>>;
}

/** Runs asked at once: more do not fit side by side. */
const mostRuns = 5;

/** @param beside whether the runs of the group are asked as well as the run compared with */
export function useDrawing(pad: Pad, beside: () => boolean): Drawing {
  const { api } = useClient();
  const { run, checkpoint, predictions, group, compared, lane } = useInspect();
  const shape = computed(() => predictions.value?.shape ?? ([28, 28] as const));
  const pixels = computed(() =>
    normalizeStrokes(pad.strokes.value, pad.penWidth.value, { height: shape.value[0], width: shape.value[1] }),
  );
  const runs = computed(() => {
    const own = run.value;
    if (!own) return [];
    const others = [compared.run.value, ...(beside() ? group.runs.value : [])].filter((one) => one !== null);
    const unique = others.filter((one, i) => one.id !== own.id && others.findIndex(({ id }) => id === one.id) === i);
    return [own, ...unique].slice(0, mostRuns);
  });
  const verdicts = shallowRef<readonly RunVerdict[]>([]);
  const problem = shallowRef<string | null>(null);
  let asking = false;
  let again = false;

  /** The drawing goes on while an answer is on its way; when it is there, the newest drawing is asked about. */
  async function ask(): Promise<void> {
    if (asking) return void (again = true);
    const [drawn, asked] = [pixels.value, runs.value];
    if (!drawn || asked.length === 0) return void (verdicts.value = []);
    asking = true;
    try {
      const [black, white] = predictions.value?.range ?? [0, 255];
      const raw = Float32Array.from(drawn, (grey) => black + (grey / 255) * (white - black));
      const at = asked.map(({ id }, i) => ({ id, step: i === 0 ? (checkpoint.value?.step ?? null) : null }));
      const examined = await api.examineImage({ runs: at, image: { pixels: raw }, lane: lane('draw') });
      verdicts.value = asked.map((one, i) => ({
        id: one.id,
        name: runName(one),
        probabilities: examined[i]!.probabilities,
      }));
      problem.value = null;
    } catch (error) {
      if (!(error instanceof UserError && error.code === 'cancelled')) problem.value = messageOf(error);
    } finally {
      asking = false;
    }
    if (again) {
      again = false;
      void ask();
    }
  }
  watch([pixels, runs, () => checkpoint.value?.step], () => void ask(), { flush: 'post' });
  return { pixels, shape, verdicts, problem };
}
