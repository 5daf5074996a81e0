/** A question to the service that follows what is on screen: asked when it changed and rested, answered or failed as one union. */

import { useTimeoutFn } from '@vueuse/core';
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

export interface AnswerOptions<Question, Value> {
  /** Milliseconds that the question must stay the same before it is asked. @default 0 */
  readonly rest?: number;
  /** The answer where it is at hand, which then is there at once. @default never */
  readonly known?: (question: Question) => Value | undefined;
}

/**
 * @param question plain data, told apart as JSON; null asks nothing
 * @param ask must give its call a lane, so that an outdated question ends
 */
export function useAnswer<Question, Value>(
  question: () => Question | null,
  ask: (question: Question) => Promise<Value>,
  { rest = 0, known }: AnswerOptions<Question, Value> = {},
): Readonly<ShallowRef<Answer<Value>>> {
  const answer = shallowRef<Answer<Value>>({ status: 'none' });
  const text = computed(() => {
    const asked = question();
    return asked === null ? null : JSON.stringify(asked);
  });
  async function run(asked: Question, key: string): Promise<void> {
    try {
      const value = await ask(asked);
      if (key === text.value) answer.value = { status: 'ready', value };
    } catch (error) {
      if (key === text.value) answer.value = { status: 'failed', message: messageOf(error) };
    }
  }

  const { start, stop } = useTimeoutFn(
    () => {
      const [asked, key] = [question(), text.value];
      if (asked !== null && key !== null) void run(asked, key);
    },
    rest,
    { immediate: false },
  );
  /** What belonged to another question is gone at once, also while the new one rests. */
  function begin(): void {
    const asked = question();
    const found = asked === null ? undefined : known?.(asked);
    if (asked === null) answer.value = { status: 'none' };
    else answer.value = found === undefined ? { status: 'loading' } : { status: 'ready', value: found };
    if (answer.value.status === 'loading') start();
    else stop();
  }
  watch(text, begin, { immediate: true });
  useResync(() => {
    if (answer.value.status === 'failed') begin();
  });
  return answer;
}

export const valueOf = <Value>(answer: Answer<Value>): Value | null =>
  answer.status === 'ready' ? answer.value : null;

export const problemOf = (answer: Answer<unknown>): string | null =>
  answer.status === 'failed' ? answer.message : null;
