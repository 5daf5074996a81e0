/**
 * The wire between the store and its thread: birpc messages over a MessagePort, errors as code and sentence (structured
 * clone forgets the class of an error), buffers moved rather than copied.
 */

import type { ChannelOptions } from 'birpc';
import { UserError } from '../../shared/errors.ts';
import type { ErrorCode } from '../../shared/contract.ts';

interface Port {
  postMessage(message: unknown, transfer: ArrayBuffer[]): void;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  off(event: 'message', listener: (message: unknown) => void): unknown;
}

interface WireError {
  readonly code: ErrorCode;
  readonly message: string;
}

type Message = Readonly<Record<string, unknown>>;

/** @param explain makes a sentence of what a call threw; for the end that serves calls */
export function channelOver(port: Port, explain?: (error: unknown) => UserError): ChannelOptions {
  return {
    post: (message: Message) => port.postMessage(message, buffersOf(message)),
    on: (listener) => void port.on('message', listener),
    off: (listener) => void port.off('message', listener),
    serialize: (message: Message) => (explain && message.e ? { ...message, e: toWire(explain(message.e)) } : message),
    deserialize: (message: Message) => (message.e ? { ...message, e: fromWire(message.e as WireError) } : message),
  };
}

function toWire({ code, message }: UserError): WireError {
  return { code, message };
}

function fromWire({ code, message }: WireError): UserError {
  return new UserError(code, message);
}

/** Every buffer under a message's typed arrays. Buffers shared between threads are not moved. */
function buffersOf(value: unknown, found = new Set<ArrayBuffer>()): ArrayBuffer[] {
  if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof ArrayBuffer) found.add(value.buffer);
  } else if (Array.isArray(value)) {
    for (const item of value) if (typeof item === 'object') buffersOf(item, found);
  } else if (typeof value === 'object' && value !== null) {
    for (const item of Object.values(value)) if (typeof item === 'object') buffersOf(item, found);
  }
  return [...found];
}
