/**
 * Protocol Buffers written from a table of fields: a format is one table, its messages are plain objects that the compiler
 * checks against it. Only what ONNX and TensorBoard need: no maps, no negative numbers, repeated numbers unpacked.
 * Source: https://protobuf.dev/programming-guides/encoding/
 */

import { PbfWriter } from 'pbf';

interface Values {
  int: number;
  float: number;
  double: number;
  string: string;
  bytes: Uint8Array;
}
type Scalar = keyof Values;

/** A field's number in the .proto, what it holds, and whether it may come several times. */
type Field = readonly [number: number, holds: Scalar | Fields, repeated?: 'repeated'];
/** The fields of a message type by name. */
export interface Fields {
  readonly [name: string]: Field;
}

type ValueOf<Holds> = Holds extends Scalar ? Values[Holds] : Holds extends Fields ? Message<Holds> : never;
/** A message of the given type; what is left out is not written. */
export type Message<Type extends Fields> = {
  readonly [Name in keyof Type]?: Type[Name][2] extends 'repeated'
    ? readonly ValueOf<Type[Name][1]>[]
    : ValueOf<Type[Name][1]>;
};

/** Writes one value. Its type is what the message's type says of the field. */
const writeScalar: { readonly [Kind in Scalar]: (to: PbfWriter, number: number, value: Values[Kind]) => void } = {
  int: (to, number, value) => to.writeVarintField(number, value),
  float: (to, number, value) => to.writeFloatField(number, value),
  double: (to, number, value) => to.writeDoubleField(number, value),
  string: (to, number, value) => to.writeStringField(number, value),
  bytes: (to, number, value) => to.writeBytesField(number, value),
};

/** Fields are written in the order of the table, so that equal messages give equal bytes. */
export function encodeMessage<Type extends Fields>(type: Type, message: Message<Type>): Uint8Array {
  const writer = new PbfWriter();
  writeFields(type, message, writer);
  return Uint8Array.from(writer.finish());
}

function writeFields(type: Fields, message: object, to: PbfWriter): void {
  const given = new Map<string, unknown>(Object.entries(message));
  for (const [name, [number, holds, repeated]] of Object.entries(type)) {
    const value = given.get(name);
    if (value === undefined) continue;
    for (const one of repeated ? (value as readonly unknown[]) : [value]) writeField(number, holds, one, to);
  }
}

function writeField(number: number, holds: Scalar | Fields, value: unknown, to: PbfWriter): void {
  if (typeof holds === 'object') {
    to.writeMessage(number, (message, writer) => writeFields(holds, message, writer), value as object);
    return;
  }
  const write = writeScalar[holds] as (to: PbfWriter, number: number, value: unknown) => void;
  write(to, number, value);
}
