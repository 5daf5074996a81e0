/**
 * The input of a field that can become a sweep axis. While there is one value its text is the form's own; a comma, a
 * range or several values make it an axis, whose values are chips before an input for the next one. An axis that is
 * left with one value becomes a plain field again.
 */

import { computed, ref, watch } from 'vue';
import type { ComputedRef, Ref } from 'vue';
import { isAxisText, readAxis, separators, unique, writeAxisValue } from './axisText.ts';
import type { AxisKind } from './axisText.ts';
import { useExperimentForm } from './useExperimentForm.ts';

export interface AxisInput {
  /** What the input holds: the setting, or the next value of its axis. */
  readonly typed: Ref<string>;
  /** Undefined while the setting is no axis. */
  readonly values: ComputedRef<readonly unknown[] | undefined>;
  type(text: string): void;
  /** Takes what was typed into the axis. */
  commit(): void;
  /** Commits, and gives up an axis of a single value. */
  leave(): void;
  removeAt(index: number): void;
  /** Takes the axis away; the setting has again the value it had beside it. */
  clear(): void;
}

/** @param path of the setting; without one the field cannot be an axis */
export function useAxisInput(path: () => string | undefined, text: Ref<string>, kind: () => AxisKind): AxisInput {
  const { sweptAt, sweep, setUnread } = useExperimentForm();
  const typed = ref(text.value);
  const values = computed(() => {
    const own = path();
    return own === undefined ? undefined : sweptAt(own);
  });
  watch(
    () => (values.value ? null : text.value),
    (plain) => (typed.value = plain ?? ''),
    { immediate: true },
  );
  const complain = (message: string | null): void => {
    const own = path();
    if (own !== undefined) setUnread(own, message);
  };

  function type(given: string): void {
    typed.value = given;
    complain(null);
    const own = path();
    if (own === undefined) text.value = given;
    else if (given !== '' && separators[kind()].includes(given.at(-1)!)) commit();
    else if (!values.value && !isAxisText(given, kind())) text.value = given;
  }

  function commit(): void {
    const own = path();
    if (own === undefined || typed.value.trim() === '') return;
    if (!values.value && !isAxisText(typed.value, kind())) return;
    const read = readAxis(typed.value, kind());
    if (!read.ok) return complain(read.message);
    set(own, unique([...(values.value ?? []), ...read.values]));
    typed.value = '';
  }

  /** The setting itself keeps the first value, so that it is right also where the axis is not looked at. */
  function set(own: string, given: readonly unknown[]): void {
    sweep(own, given);
    if (given.length > 0) text.value = writeAxisValue(given[0]);
  }

  function collapse(value: unknown): void {
    text.value = writeAxisValue(value);
    clear();
  }

  function clear(): void {
    const own = path();
    if (own !== undefined) sweep(own, []);
    complain(null);
    typed.value = text.value;
  }

  function leave(): void {
    commit();
    const [only, ...more] = values.value ?? [];
    if (only !== undefined && more.length === 0 && typed.value.trim() === '') collapse(only);
  }

  function removeAt(index: number): void {
    const own = path();
    if (own === undefined || !values.value) return;
    const rest = values.value.filter((_, i) => i !== index);
    if (rest.length > 1) set(own, rest);
    else collapse(rest[0] ?? values.value[0]);
  }
  return { typed, values, type, commit, leave, removeAt, clear };
}
