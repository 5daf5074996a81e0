import { describe, expect, it } from 'vitest';
import { decodeFrame, encodeFrame } from '../../src/shared/wire.ts';

const roundTrip = (value: unknown): unknown => {
  const decoded = decodeFrame(encodeFrame({ id: 1, reply: { ok: true, value } }));
  expect(decoded).toMatchObject({ id: 1, reply: { ok: true } });
  return (decoded as { reply: { value: unknown } }).reply.value;
};

/** The message as a browser gets it: in a buffer of its own, from its first byte. */
const received = (value: unknown): ArrayBuffer => {
  const bytes = encodeFrame({ event: 'runs', payload: value });
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
};

const arrays = [
  new Float32Array([0.1, -0, Number.NaN, Number.POSITIVE_INFINITY, 3.4e38]),
  new Float64Array([Math.PI, 5e-324, -Number.MAX_VALUE]),
  new Int8Array([-128, 127]),
  new Int16Array([-32768, 32767]),
  new Int32Array([-(2 ** 31), 2 ** 31 - 1]),
  new Uint8Array([0, 255]),
  new Uint8ClampedArray([0, 255]),
  new Uint16Array([0, 65535]),
  new Uint32Array([0, 2 ** 32 - 1]),
  new Float32Array(0),
];

describe('wire', () => {
  it.each(arrays.map((array) => [array.constructor.name, array] as const))('carries a %s as it is', (_, array) => {
    const back = roundTrip(array);
    expect(back).toBeInstanceOf(array.constructor);
    expect(back).toEqual(array);
  });

  it('carries a view into a larger buffer without its surroundings', () => {
    expect(roundTrip(new Float32Array([1, 2, 3, 4]).subarray(1, 3))).toEqual(new Float32Array([2, 3]));
  });

  it('keeps what JSON would lose: non-finite numbers and long arrays', () => {
    expect(roundTrip([Number.NaN, -Infinity, null])).toEqual([Number.NaN, -Infinity, null]);
    const long = Float32Array.from({ length: 100_000 }, (_, index) => Math.sin(index));
    expect(roundTrip({ long })).toEqual({ long });
  });

  it('leaves undefined fields out', () => {
    expect(roundTrip({ path: '/data', name: undefined })).toEqual({ path: '/data' });
  });

  it.each([0, 1, 2, 3, 5, 7, 11])('needs no copy after %i characters of other content', (length) => {
    const message = received({
      before: 'x'.repeat(length),
      loss: new Float32Array([1, 2]),
      odd: new Float64Array([3]),
    });
    const { payload } = decodeFrame(message) as { payload: { loss: Float32Array; odd: Float64Array } };
    expect(payload.loss.buffer).toBe(message);
    expect(payload.odd.buffer).toBe(message);
    expect([...payload.loss, ...payload.odd]).toEqual([1, 2, 3]);
  });

  it('copies where the receiver holds the message at an odd address', () => {
    const message = new Uint8Array(received(new Float64Array([1, 2])));
    const shifted = new Uint8Array(message.length + 1);
    shifted.set(message, 1);
    for (const bytes of [shifted.subarray(1), Buffer.from(shifted.buffer, 1)]) {
      const { payload } = decodeFrame(bytes) as { payload: Float64Array };
      expect(payload).toEqual(new Float64Array([1, 2]));
    }
  });

  it('throws on bytes that are no message', () => {
    expect(() => decodeFrame(new Uint8Array([0xc1]))).toThrow();
    expect(() => decodeFrame(new Uint8Array())).toThrow();
  });
});
