/**
 * A choice that can become a sweep axis: from the list's last entry on, several choices can be taken. An axis that is
 * left with one choice becomes a plain choice again.
 */

import { computed, shallowRef } from 'vue';
import type { ComputedRef, ModelRef, ShallowRef } from 'vue';
import type { ChoiceItem } from './choices.ts';
import { useExperimentForm } from './useExperimentForm.ts';

export interface ChoiceAxis {
  /** The chosen values where several are compared; undefined for a plain choice. */
  readonly values: ComputedRef<readonly string[] | undefined>;
  /** True from the moment a person asks to compare until the list is closed. */
  readonly isStarting: Readonly<ShallowRef<boolean>>;
  start(): void;
  choose(given: readonly string[]): void;
  /** The list was closed. */
  close(): void;
}

export function useChoiceAxis<Value extends string>(
  path: () => string | undefined,
  items: () => readonly ChoiceItem<Value>[],
  value: ModelRef<Value>,
): ChoiceAxis {
  const { sweptAt, sweep } = useExperimentForm();
  const isStarting = shallowRef(false);
  const values = computed(() => {
    const own = path();
    return own === undefined ? undefined : sweptAt(own)?.map(String);
  });
  const itemOf = (given: unknown): ChoiceItem<Value> | undefined => items().find((item) => item.value === given);

  function choose(given: readonly string[]): void {
    const own = path();
    const first = itemOf(given[0]);
    // The last one cannot be taken out: an axis without values is none.
    if (own === undefined || !first) return;
    sweep(own, given);
    value.value = first.value;
  }

  function start(): void {
    const first = itemOf(value.value)?.isAlone ? items().find((item) => !item.isAlone) : itemOf(value.value);
    if (!first) return;
    isStarting.value = true;
    choose([first.value]);
  }

  function close(): void {
    isStarting.value = false;
    const own = path();
    if (own !== undefined && values.value?.length === 1) sweep(own, []);
  }
  return { values, isStarting, start, choose, close };
}
