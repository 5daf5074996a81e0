import { describe, expect, it } from 'vitest';
import { randomStream } from '../../../src/engine/random.ts';
import { createAllocator } from '../../../src/engine/simd/allocator.ts';
import { createSharedMemory } from '../../../src/engine/simd/kernels.ts';

describe('the allocator', () => {
  it('keeps random blocks apart, aligned, zeroed and whole', () => {
    const memory = createSharedMemory();
    const allocator = createAllocator(memory, 2 ** 22);
    const random = randomStream(3, 'data');
    const live = new Map<number, { bytes: number; mark: number }>();
    for (let round = 0; round < 3000; round++) {
      if (random.uniform() < 0.55 && live.size < 60) {
        const bytes = random.below(60_000);
        const at = allocator.allocate(bytes);
        const block = new Uint8Array(memory.buffer, at, bytes);
        expect(at % 64).toBe(0);
        expect(at).toBeGreaterThan(0);
        expect(block.every((byte) => byte === 0)).toBe(true);
        const mark = 1 + random.below(255);
        block.fill(mark);
        live.set(at, { bytes, mark });
      } else if (live.size > 0) {
        const at = [...live.keys()][random.below(live.size)]!;
        const { bytes, mark } = live.get(at)!;
        expect(new Uint8Array(memory.buffer, at, bytes).every((byte) => byte === mark)).toBe(true);
        allocator.free(at);
        live.delete(at);
      }
      const expected = [...live.values()].reduce((sum, { bytes }) => sum + Math.max(1, Math.ceil(bytes / 64)) * 64, 0);
      expect(allocator.used).toBe(expected);
    }
  });

  it('joins what is freed: after everything is freed one block can have it all again', () => {
    const memory = createSharedMemory();
    const allocator = createAllocator(memory, 2 ** 20);
    const blocks = Array.from({ length: 15 }, () => allocator.allocate(65_536));
    for (const at of [...blocks.filter((_, i) => i % 2), ...blocks.filter((_, i) => i % 2 === 0)]) allocator.free(at);
    expect(allocator.used).toBe(0);
    expect(allocator.allocate(15 * 65_536)).toBe(blocks[0]);
  });

  it('says how much is needed and how much there is', () => {
    const allocator = createAllocator(createSharedMemory(), 2 ** 20);
    allocator.allocate(2 ** 19);
    expect(() => allocator.allocate(2 ** 20)).toThrow(
      new RangeError('shared memory: 1,048,576 bytes are needed in one piece, 524,224 are available in all'),
    );
    expect(allocator.used).toBe(2 ** 19);
  });

  it('refuses to free what is not in use', () => {
    const allocator = createAllocator(createSharedMemory());
    const at = allocator.allocate(100);
    allocator.free(at);
    expect(() => allocator.free(at)).toThrow(RangeError);
    expect(() => allocator.free(at + 64)).toThrow(/not the start of a block in use/);
  });
});
