/**
 * The messages of ONNX that a multilayer perceptron needs, with their field numbers.
 * Source: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
 */

import type { Fields, Message } from '../protobuf.ts';

const entry = { key: [1, 'string'], value: [2, 'string'] } satisfies Fields;
const operatorSet = { domain: [1, 'string'], version: [2, 'int'] } satisfies Fields;
const tensor = {
  dims: [1, 'int', 'repeated'],
  dataType: [2, 'int'],
  name: [8, 'string'],
  rawData: [9, 'bytes'],
  docString: [12, 'string'],
} satisfies Fields;
const attribute = { name: [1, 'string'], i: [3, 'int'], type: [20, 'int'] } satisfies Fields;
const node = {
  input: [1, 'string', 'repeated'],
  output: [2, 'string', 'repeated'],
  name: [3, 'string'],
  opType: [4, 'string'],
  attribute: [5, attribute, 'repeated'],
  docString: [6, 'string'],
} satisfies Fields;
const dimension = { dimValue: [1, 'int'], dimParam: [2, 'string'] } satisfies Fields;
const shape = { dim: [1, dimension, 'repeated'] } satisfies Fields;
const tensorType = { elemType: [1, 'int'], shape: [2, shape] } satisfies Fields;
const valueInfo = {
  name: [1, 'string'],
  type: [2, { tensorType: [1, tensorType] }],
  docString: [3, 'string'],
} satisfies Fields;
const graph = {
  node: [1, node, 'repeated'],
  name: [2, 'string'],
  initializer: [5, tensor, 'repeated'],
  docString: [10, 'string'],
  input: [11, valueInfo, 'repeated'],
  output: [12, valueInfo, 'repeated'],
} satisfies Fields;

export const modelProto = {
  irVersion: [1, 'int'],
  producerName: [2, 'string'],
  producerVersion: [3, 'string'],
  docString: [6, 'string'],
  graph: [7, graph],
  opsetImport: [8, operatorSet, 'repeated'],
  metadataProps: [14, entry, 'repeated'],
} satisfies Fields;

export type ModelProto = Message<typeof modelProto>;
export type NodeProto = Message<typeof node>;
export type TensorProto = Message<typeof tensor>;
export type ValueInfoProto = Message<typeof valueInfo>;

/** TensorProto.DataType.FLOAT */
export const floatType = 1;
/** AttributeProto.AttributeType.INT */
export const intAttribute = 2;
/** Operator set 17 of June 2022 and the format version that came with it: old enough for every runtime in use. */
export const opset = 17;
export const irVersion = 8;
