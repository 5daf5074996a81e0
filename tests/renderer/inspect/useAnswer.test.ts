// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { flushPromises } from '@vue/test-utils';
import { nextTick, shallowRef } from 'vue';
import { problemOf, useAnswer, valueOf } from '../../../src/renderer/src/inspect/useAnswer.ts';
import { sampleWorkbench } from '../../support/sampleWorkbench.ts';
import { inScope } from '../inScope.ts';

let stop: (() => void) | undefined;
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  stop?.();
  vi.useRealTimers();
});

function start(ask: (question: string) => Promise<string>, rest = 100) {
  const question = shallowRef<string | null>('a');
  const asked = vi.fn(ask);
  const scope = inScope(sampleWorkbench(), () => useAnswer(() => question.value, asked, { rest }));
  stop = scope.stop;
  const change = async (next: string | null, wait: number): Promise<void> => {
    question.value = next;
    await nextTick();
    vi.advanceTimersByTime(wait);
    await flushPromises();
  };
  return { answer: scope.made, asked, change };
}
const upper = async (question: string): Promise<string> => question.toUpperCase();

describe('useAnswer', () => {
  it('asks once the question has rested', async () => {
    const { answer, asked, change } = start(upper);
    await change('b', 50);
    await change('c', 100);
    expect(asked.mock.calls).toEqual([['c']]);
    expect(valueOf(answer.value)).toBe('C');
  });

  it('answers at once what is at hand, without asking', async () => {
    const question = shallowRef('a');
    const asked = vi.fn(upper);
    const known = (text: string) => (text === 'b' ? 'known' : undefined);
    const scope = inScope(sampleWorkbench(), () => useAnswer(() => question.value, asked, { known }));
    stop = scope.stop;
    question.value = 'b';
    await nextTick();
    expect(scope.made.value).toEqual({ status: 'ready', value: 'known' });
    vi.advanceTimersByTime(1);
    await flushPromises();
    expect(asked).not.toHaveBeenCalled();
  });

  it('answers a question that went away and came back', async () => {
    const { answer, change } = start(upper);
    await change('a', 100);
    await change('b', 20);
    expect(answer.value.status).toBe('loading');
    await change('a', 100);
    expect(valueOf(answer.value)).toBe('A');
  });

  it('shows no answer of another question, and nothing where nothing is asked', async () => {
    const answers = new Map<string, (text: string) => void>();
    const { answer, change } = start((question) => new Promise((resolve) => answers.set(question, resolve)), 0);
    await change('a', 1);
    await change('b', 1);
    answers.get('a')?.('late');
    await flushPromises();
    expect(answer.value.status).toBe('loading');
    await change(null, 1);
    answers.get('b')?.('later');
    await flushPromises();
    expect(answer.value.status).toBe('none');
  });

  it('says what failed', async () => {
    const { answer, change } = start(() => Promise.reject(new Error('the weights are gone')));
    await change('a', 100);
    expect(problemOf(answer.value)).toBe('the weights are gone');
    expect(valueOf(answer.value)).toBeNull();
  });
});
