import { describe, expect, it, vi } from 'vitest';
import { ImageCache } from '../../../src/renderer/src/inspect/images/imageCache.ts';
import type { ImagePixels } from '../../../src/shared/contract.ts';

/** Images of 2 × 2 whose pixels are their position. */
const made = (positions: Uint32Array): ImagePixels => ({
  height: 2,
  width: 2,
  pixels: Uint8Array.from([...positions].flatMap((position) => Array<number>(4).fill(position))),
});
const settled = (): Promise<void> => vi.waitFor(() => Promise.resolve());
const range = (from: number, to: number): Uint32Array => Uint32Array.from({ length: to - from }, (_, i) => from + i);

describe('ImageCache', () => {
  it('fetches what is wanted in batches, and tells of each arrival', async () => {
    const fetch = vi.fn(async (positions: Uint32Array) => made(positions));
    const cache = new ImageCache(fetch, { batch: 4 });
    expect(cache.pixels(3)).toBeUndefined();
    cache.want('gallery', range(0, 6));
    await vi.waitFor(() => expect(cache.pixels(5)).toBeDefined());
    expect(fetch.mock.calls.map(([positions]) => [...positions])).toEqual([
      [0, 1, 2, 3],
      [4, 5],
    ]);
    expect([...cache.pixels(3)!]).toEqual([3, 3, 3, 3]);
    expect(cache.version.value).toBe(2);
    expect(cache.shape).toEqual({ height: 2, width: 2 });
  });

  it('asks for nothing twice, and follows the latest wish', async () => {
    let answer: (() => void) | undefined;
    const fetch = vi.fn(
      (positions: Uint32Array) => new Promise<ImagePixels>((resolve) => (answer = () => resolve(made(positions)))),
    );
    const cache = new ImageCache(fetch, { batch: 2 });
    cache.want('gallery', range(0, 10));
    cache.want('gallery', range(1, 3));
    answer?.();
    await vi.waitFor(() => expect(fetch).toHaveBeenCalledTimes(2));
    answer?.();
    await vi.waitFor(() => expect(cache.pixels(2)).toBeDefined());
    expect(fetch.mock.calls.map(([positions]) => [...positions])).toEqual([[0, 1], [2]]);
  });

  it('serves one enlarged image before a whole gallery', async () => {
    const asked: number[][] = [];
    const cache = new ImageCache(
      async (positions) => {
        asked.push([...positions]);
        return made(positions);
      },
      { batch: 3 },
    );
    cache.want('gallery', range(0, 6));
    cache.want('detail', Uint32Array.of(40));
    await vi.waitFor(() => expect(cache.pixels(5)).toBeDefined());
    expect(asked[1]).toContain(40);
  });

  it('forgets what was not used for the longest time', async () => {
    const cache = new ImageCache(async (positions) => made(positions), { bytes: 16, batch: 2 });
    cache.want('a', range(0, 4));
    await vi.waitFor(() => expect(cache.pixels(3)).toBeDefined());
    expect(cache.pixels(0)).toBeDefined();
    cache.want('a', Uint32Array.of(9));
    await vi.waitFor(() => expect(cache.pixels(9)).toBeDefined());
    expect(cache.pixels(1)).toBeUndefined();
    expect([...cache.pixels(0)!]).toEqual([0, 0, 0, 0]);
    expect([...cache.pixels(9)!]).toEqual([9, 9, 9, 9]);
  });

  it('says why images are missing, and tries again with the next wish', async () => {
    const fetch = vi.fn(async (positions: Uint32Array) => made(positions));
    fetch.mockRejectedValueOnce(new Error('the folder is gone'));
    const cache = new ImageCache(fetch);
    cache.want('gallery', range(0, 2));
    await vi.waitFor(() => expect(cache.problem.value).toBe('the folder is gone'));
    await settled();
    expect(fetch).toHaveBeenCalledTimes(1);
    cache.want('gallery', range(0, 2));
    await vi.waitFor(() => expect(cache.pixels(1)).toBeDefined());
    expect(cache.problem.value).toBeNull();
  });
});
