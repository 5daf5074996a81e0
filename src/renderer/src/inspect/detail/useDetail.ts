/** What the detail panel asks of the service about one image: its history and its nearest training images. */

import { computed } from 'vue';
import type { ComputedRef, ShallowRef } from 'vue';
import type { ImageMoment, Neighbour, SplitName } from '../../../../shared/contract.ts';
import { useClient } from '../../stores/client.ts';
import { useAnswer } from '../useAnswer.ts';
import type { Answer } from '../useAnswer.ts';
import type { Inspect } from '../useInspect.ts';

/** Where two images are near: in what the network is shown, or in what its last hidden layer makes of it. */
export type Space = 'inputs' | 'hidden';

export interface Detail {
  readonly history: Readonly<ShallowRef<Answer<readonly ImageMoment[]>>>;
  readonly neighbours: Readonly<ShallowRef<Answer<readonly Neighbour[]>>>;
  /** Verdicts of the runs of the group, in their order; null while they are not known or there is no group. */
  readonly verdicts: ComputedRef<
    readonly { readonly name: string; readonly id: string; readonly said: number }[] | null
  >;
}

/** Milliseconds that an image must stay on screen before it is asked about: keys held down pass many. */
const rest = 120;
const count = 5;

export function useDetail(inspect: Inspect, position: () => number, space: () => Space): Detail {
  const { api } = useClient();
  const { run, predictions, lane, group } = inspect;
  group.want();
  /** The split of what is on screen, not of what is wished for. */
  const split = (): SplitName | null => predictions.value?.split ?? null;
  const subject = () => {
    const [id, part] = [run.value?.id, split()];
    return id === undefined || part === null ? null : { id, split: part, position: position() };
  };
  const kept = computed(() => inspect.checkpoints.value.length);
  const history = useAnswer(
    () => {
      const image = subject();
      return image && { ...image, kept: kept.value };
    },
    ({ id, split, position }) => api.getImageHistory({ id, split, position, lane: lane('history') }),
    { rest },
  );
  const neighbours = useAnswer(
    () => {
      const [image, step] = [subject(), predictions.value?.step];
      if (!image || step === undefined) return null;
      // Pixels stay what they are at every epoch.
      return { ...image, space: space(), step: space() === 'inputs' ? null : step };
    },
    ({ id, split, position, space, step }) =>
      api.getNeighbours({ id, step, image: { split, position }, space, count, lane: lane('neighbours') }),
    { rest },
  );
  const verdicts = computed(() => {
    const [answer, runs] = [group.predicted.value, group.runs.value];
    if (!answer || answer.predicted.length !== runs.length) return null;
    return runs.map(({ id, seed }, i) => ({ id, name: `seed ${seed}`, said: answer.predicted[i]?.[position()] ?? 0 }));
  });
  return { history, neighbours, verdicts };
}
