/**
 * What the networks say of the drawing, as it is drawn: in the page and at once where it has their weights, else asked of the
 * service, the newest drawing only.
 */

import { computed, shallowRef, watch } from 'vue';
import type { ComputedRef, ShallowRef } from 'vue';
import type { RunSummary } from '../../../../shared/contract.ts';
import { normalizeStrokes } from '../../../../shared/draw/normalize.ts';
import { messageOf, UserError } from '../../../../shared/errors.ts';
import { runName } from '../../../../shared/names.ts';
import { useClient } from '../../stores/client.ts';
import { useInspect } from '../useInspect.ts';
import type { Pad } from './usePad.ts';
import { useReaders } from './useReaders.ts';

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

type Named = Pick<RunSummary, 'id' | 'overrides' | 'seed'>;

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
  const places = computed(() => {
    const step = checkpoint.value?.step ?? null;
    return runs.value.map(({ id }, i) => ({ id, step: i === 0 ? step : null }));
  });
  const readers = useReaders(() => (runs.value.slice(1).some(isUnderWay) ? null : places.value));
  const verdicts = shallowRef<readonly RunVerdict[]>([]);
  const problem = shallowRef<string | null>(null);
  let latest = 0;
  let isAsking = false;

  function say(asked: readonly Named[], said: readonly Float32Array[]): void {
    verdicts.value = asked.map((one, i) => ({ id: one.id, name: runName(one), probabilities: said[i]! }));
    problem.value = null;
  }

  function read(): void {
    latest++;
    const [drawn, asked] = [pixels.value, runs.value];
    if (!drawn || asked.length === 0) return void (verdicts.value = []);
    const [black, white] = predictions.value?.range ?? [0, 255];
    const raw = Float32Array.from(drawn, (grey) => black + (grey / 255) * (white - black));
    if (readers.value)
      say(asked, readers.value.map((reader) => reader(raw))); // prettier-ignore
    else void ask(asked, raw);
  }

  /** The drawing goes on while an answer is on its way; when it is there, the newest drawing is asked about. */
  async function ask(asked: readonly Named[], raw: Float32Array): Promise<void> {
    if (isAsking) return;
    isAsking = true;
    const own = latest;
    try {
      const examined = await api.examineImage({ runs: places.value, image: { pixels: raw }, lane: lane('draw') });
      if (pixels.value && !readers.value) say(asked, examined.map(({ probabilities }) => probabilities)); // prettier-ignore
    } catch (error) {
      if (!(error instanceof UserError && error.code === 'cancelled')) problem.value = messageOf(error);
    } finally {
      isAsking = false;
    }
    if (own !== latest) read();
  }
  watch([pixels, places, readers], read, { immediate: true });
  return { pixels, shape, verdicts, problem };
}

/** Its latest weights are others a moment later. */
const isUnderWay = ({ status }: Pick<RunSummary, 'status'>): boolean =>
  status === 'running' || status === 'paused' || status === 'queued';
