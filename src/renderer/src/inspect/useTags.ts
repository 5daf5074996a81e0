/** Tags that a person gave to images. They belong to the images of a dataset, so that every run of it shows them. */

import { computed, shallowRef, watch } from 'vue';
import type { ComputedRef } from 'vue';
import type { ImageTag, RunDetail, SplitName } from '../../../shared/contract.ts';
import { useNotify } from '../frame/toasts.ts';
import { useClient, useResync } from '../stores/client.ts';

export interface Tags {
  /** Names in use in this part of the dataset, with the numbers of their images, in alphabetical order. */
  readonly byName: ComputedRef<ReadonlyMap<string, ReadonlySet<number>>>;
  numbersOf(tag: string): ReadonlySet<number>;
  /** Tags of one image, in alphabetical order. */
  of(number: number): string[];
  /** Gives or takes a tag, at once on screen; what the service refuses is taken back and said. */
  set(numbers: readonly number[], tag: string, on: boolean): Promise<void>;
}

/** Images of the training and validation split lie in the training part of the files. */
export const partOf = (split: SplitName): 'train' | 'test' => (split === 'test' ? 'test' : 'train');

export function useTags({
  run,
  split,
}: {
  readonly run: ComputedRef<RunDetail | null>;
  readonly split: ComputedRef<SplitName>;
}): Tags {
  const { api } = useClient();
  const notify = useNotify();
  const all = shallowRef<readonly ImageTag[]>([]);
  const sha256 = computed(() => run.value?.dataset.sha256);

  async function load(): Promise<void> {
    const asked = sha256.value;
    if (asked === undefined) return void (all.value = []);
    const found = await api.listImageTags({ sha256: asked });
    if (asked === sha256.value) all.value = found;
  }
  const reload = (): Promise<void> => notify.attempt('Reading the tags', load);
  useResync(() => void reload());
  watch(sha256, () => void reload(), { immediate: true });

  const byName = computed(() => {
    const own = all.value.filter((one) => one.part === partOf(split.value));
    const groups = Map.groupBy(own, (one) => one.tag);
    return new Map(
      [...groups]
        .sort(([a], [b]) => a.localeCompare(b))
        .map(([tag, tagged]) => [tag, new Set(tagged.map(({ number }) => number))]),
    );
  });
  const nothing: ReadonlySet<number> = new Set();

  async function set(numbers: readonly number[], given: string, on: boolean): Promise<void> {
    const [asked, tag, part] = [sha256.value, given.trim(), partOf(split.value)];
    if (asked === undefined || tag === '' || numbers.length === 0) return;
    const concerned = new Set(numbers);
    const others = all.value.filter((one) => one.tag !== tag || one.part !== part || !concerned.has(one.number));
    all.value = on ? [...others, ...[...concerned].map((number) => ({ tag, part, number }))] : others;
    await notify.attempt(on ? `Tagging with ${tag}` : `Removing the tag ${tag}`, async () => {
      try {
        await api.tagImages({ sha256: asked, part, numbers: [...concerned], tag, on });
      } catch (error) {
        await load();
        throw error;
      }
    });
  }

  return {
    byName,
    numbersOf: (tag) => byName.value.get(tag) ?? nothing,
    of: (number) => [...byName.value].filter(([, numbers]) => numbers.has(number)).map(([tag]) => tag),
    set,
  };
}
