/**
 * The binary form in which `serve` talks over its WebSocket: MessagePack, with typed arrays kept as typed arrays.
 *
 * An array's bytes are padded so that they start at a multiple of 8 from the beginning of the message; a receiver whose
 * buffer starts at such a multiple (a browser's always does) gets a view, without a copy. Byte order is little endian, as
 * on every machine the workbench runs on. Undefined fields are left out, as in JSON.
 */

import { decode, encode, ExtensionCodec } from '@msgpack/msgpack';
import type { CallName, EventName, Reply } from './contract.ts';

/** A call, from the page to the service. */
export interface CallFrame {
  readonly id: number;
  readonly name: CallName;
  readonly input: unknown;
}

/** Its answer, or an event, from the service to the page. */
export type ServiceFrame =
  { readonly id: number; readonly reply: Reply } | { readonly event: EventName; readonly payload: unknown };

// The position in this list is the extension type on the wire: append only. Uint8Array is MessagePack's own binary.
const arrayTypes = [
  Float32Array,
  Float64Array,
  Int8Array,
  Int16Array,
  Int32Array,
  Uint16Array,
  Uint32Array,
  Uint8ClampedArray,
] as const;

const alignment = 8;
const codec = new ExtensionCodec();
arrayTypes.forEach((ArrayType, type) => {
  codec.register({
    type,
    encode: (value) => (value instanceof ArrayType ? (position) => padded(value, position) : null),
    decode: (data) => view(ArrayType, data),
  });
});

/** One byte that says how much padding follows, the padding, the array's bytes. */
function padded(array: ArrayBufferView, position: number): Uint8Array {
  const padding = (alignment - ((position + 1) % alignment)) % alignment;
  const bytes = new Uint8Array(1 + padding + array.byteLength);
  bytes[0] = padding;
  bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), 1 + padding);
  return bytes;
}

interface ArrayConstructor {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBufferLike, byteOffset: number, length: number): ArrayBufferView;
}

function view(Type: ArrayConstructor, data: Uint8Array): ArrayBufferView {
  const start = 1 + (data[0] ?? 0);
  const length = (data.byteLength - start) / Type.BYTES_PER_ELEMENT;
  const offset = data.byteOffset + start;
  if (offset % Type.BYTES_PER_ELEMENT === 0) return new Type(data.buffer, offset, length);
  // Not slice(): Node's Buffer would not copy.
  return new Type(new Uint8Array(data.subarray(start)).buffer, 0, length);
}

export function encodeFrame(frame: CallFrame | ServiceFrame): Uint8Array<ArrayBuffer> {
  return encode(frame, { extensionCodec: codec, ignoreUndefined: true });
}

/** Throws on bytes that are no MessagePack. What it yields is unchecked: the dispatcher validates names and inputs. */
export function decodeFrame(bytes: ArrayBuffer | Uint8Array): unknown {
  return decode(bytes, { extensionCodec: codec });
}
