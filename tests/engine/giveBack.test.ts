import { expect, it } from 'vitest';
import { giveBack } from '../../src/engine/giveBack.ts';

it('empties arrays, whether or not others look at the same memory', () => {
  const whole = Float32Array.of(1, 2, 3, 4);
  const part = whole.subarray(1, 3);
  giveBack([whole, part]);
  expect([whole.length, part.length]).toEqual([0, 0]);
  expect(whole.buffer.detached).toBe(true);
});

it('leaves shared memory alone', () => {
  const shared = new Uint8Array(new SharedArrayBuffer(4)).fill(7);
  giveBack([shared]);
  expect([...shared]).toEqual([7, 7, 7, 7]);
});

it('takes what was given back before', () => {
  const array = new Uint32Array(5);
  giveBack([array]);
  expect(() => giveBack([array])).not.toThrow();
});
