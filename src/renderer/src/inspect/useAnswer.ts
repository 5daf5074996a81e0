/** A question to the service that follows what is on screen: asked when it changed and rested, answered or failed as one union. */

import { refDebounced } from '@vueuse/core';
import { computed, shallowRef, watch } from 'vue';
import type { ShallowRef } from 'vue';
import { messageOf } from '../../../shared/errors.ts';
import { useResync } from '../stores/client.ts';

export type Answer<Value> =
  /** Nothing is asked. */
  | { readonly status: 'none' }
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; readonly message: string }
  | { readonly status: 'ready'; readonly value: Value };

export interface AnswerOptions {
  /** Milliseconds that the question must stay the same before it is asked. @default 0 */
  readonly rest?: number;
}

/**
 * @param question plain data, told apart as JSON; null asks nothing
 * @param ask must give its call a lane, so that an outdated question ends
 */
export function useAnswer<Question, Value>(
  question: () => Question | null,
  ask: (question: Question) => Promise<Value>,
  { rest = 0 }: AnswerOptions = {},
): Readonly<ShallowRef<Answer<Value>>> {
  const answer = shallowRef<Answer<Value>>({ status: 'none' });
  const text = computed(() => {
    const asked = question();
    return asked === null ? null : JSON.stringify(asked);
  });
  const settled = rest > 0 ? refDebounced(text, rest) : text;

  async function run(): Promise<void> {
    const [asked, key] = [question(), settled.value];
    if (asked === null || key === null) return void (answer.value = { status: 'none' });
    answer.value = { status: 'loading' };
    try {
      const value = await ask(asked);
      if (key === settled.value) answer.value = { status: 'ready', value };
    } catch (error) {
      if (key === settled.value) answer.value = { status: 'failed', message: messageOf(error) };
    }
  }

  // What belonged to another question is gone at once, also while the new one rests.
  watch(text, () => {
    if (rest > 0) answer.value = text.value === null ? { status: 'none' } : { status: 'loading' };
  });
  watch(settled, () => void run(), { immediate: true });
  useResync(() => {
    if (answer.value.status === 'failed') void run();
  });
  return answer;
}

export const valueOf = <Value>(answer: Answer<Value>): Value | null =>
  answer.status === 'ready' ? answer.value : null;

export const problemOf = (answer: Answer<unknown>): string | null =>
  answer.status === 'failed' ? answer.message : null;
