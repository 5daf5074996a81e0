import { expect, it, vi } from 'vitest';
import { createLoadCache } from '../../../src/main/datasets/cache.ts';
import type { LoadOptions } from '../../../src/main/datasets/thread.ts';

/** A load that a test finishes by hand. */
function controlled() {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let options: LoadOptions = {};
  const load = vi.fn((given: LoadOptions) => {
    options = given;
    given.signal?.addEventListener('abort', () => reject(given.signal?.reason));
    return promise;
  });
  return { load, resolve, reject, options: () => options };
}

const ready = (value: string) => vi.fn(async () => value);

it('keeps the most recently used values and drops the others', async () => {
  const cache = createLoadCache<string>(2);
  const [a, b, c] = [ready('a'), ready('b'), ready('c')];
  await cache.get('a', a);
  await cache.get('b', b);
  await cache.get('a', a);
  await cache.get('c', c);
  expect(await cache.get('a', a)).toBe('a');
  expect(await cache.get('b', b)).toBe('b');
  expect([a, b, c].map((load) => load.mock.calls.length)).toEqual([1, 2, 1]);
});

it('counts what values take, where it is told', async () => {
  const cache = createLoadCache<string>(10, (value) => value.length);
  const [long, short, other] = [ready('eight888'), ready('a'), ready('bb')];
  for (const [key, load] of [['long', long], ['short', short], ['other', other]] as const) await cache.get(key, load); // prettier-ignore
  await cache.get('short', short);
  await cache.get('other', other);
  await cache.get('long', long);
  expect([long, short, other].map((load) => load.mock.calls.length)).toEqual([2, 1, 1]);
  expect(await cache.get('huge', ready('larger than everything'))).toBe('larger than everything');
  const again = ready('smaller');
  expect(await cache.get('huge', again)).toBe('smaller');
});

it('drops nothing that somebody waits for', async () => {
  const cache = createLoadCache<string>(1);
  const slow = controlled();
  const first = cache.get('slow', slow.load);
  await cache.get('other', ready('other'));
  const second = cache.get('slow', slow.load);
  slow.resolve('done');
  expect(await Promise.all([first, second])).toEqual(['done', 'done']);
  expect(slow.load).toHaveBeenCalledTimes(1);
});

it('shares a load and its progress, and aborts it with the last who waits', async () => {
  const cache = createLoadCache<string>(2);
  const slow = controlled();
  const [one, two] = [new AbortController(), new AbortController()];
  const seen: number[] = [];
  const first = cache.get('slow', slow.load, { signal: one.signal });
  const second = cache.get('slow', slow.load, { signal: two.signal, onProgress: (fraction) => seen.push(fraction) });
  slow.options().onProgress?.(0.5);
  expect(seen).toEqual([0.5]);

  one.abort(new Error('first left'));
  await expect(first).rejects.toThrow('first left');
  expect(slow.options().signal?.aborted).toBe(false);
  two.abort(new Error('second left'));
  await expect(second).rejects.toThrow('second left');
  expect(slow.options().signal?.aborted).toBe(true);
  expect(await cache.get('slow', ready('anew'))).toBe('anew');
});

it('forgets what failed, and aborts what is loading when cleared', async () => {
  const cache = createLoadCache<string>(2);
  await expect(cache.get('a', async () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(await cache.get('a', ready('mended'))).toBe('mended');
  const slow = controlled();
  const loading = cache.get('slow', slow.load);
  cache.clear();
  await expect(loading).rejects.toThrow('the dataset library was closed');
});
