/** A run's network as an ONNX file. Equal runs give equal bytes: nothing of the time or the machine is in them. */

import type { FloatArray } from '../../../engine/backend.ts';
import type { NetworkSpec } from '../../../engine/spec.ts';
import { layerWidths, logitCount } from '../../../engine/tensors.ts';
import type { InputScaling } from '../../datasets/scaling.ts';
import { encodeMessage } from '../protobuf.ts';
import { floatType, irVersion, modelProto, opset, type ValueInfoProto } from './format.ts';
import { networkGraph } from './graph.ts';

export interface OnnxModel {
  readonly network: NetworkSpec;
  /** From raw values to what the first layer was trained on. */
  readonly scaling: InputScaling;
  /** The values of a tensor by its name (`W1`, …), row-major. */
  readonly read: (name: string) => FloatArray;
  /** What the file says of itself, by name: run, dataset, classes. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly name: string;
  /** Of the workbench. */
  readonly version: string;
}

/**
 * Encodes a model whose input is named `input` (raw values as float32, (N, inputs)) and whose outputs are `logits`
 * (N, logits) and `probabilities` (N, classes), unclipped.
 */
export function encodeOnnx({ network, scaling, read, metadata, name, version }: OnnxModel): Uint8Array {
  const { nodes, initializers } = networkGraph(network, scaling, read);
  const raw = 'Raw values as they are in the dataset’s files, row by row; the scaling is part of the graph.';
  return encodeMessage(modelProto, {
    irVersion,
    producerName: 'Backprop Workbench',
    producerVersion: version,
    docString: `${name}: a multilayer perceptron, ${layerWidths(network).join('-')}.`,
    graph: {
      name,
      node: nodes,
      initializer: initializers,
      input: [matrix('input', network.inputs, raw)],
      output: [
        matrix('logits', logitCount(network), 'What the last layer computes, before the output function.'),
        matrix('probabilities', network.classes, 'The probability of each class, in the order of “classes”.'),
      ],
    },
    opsetImport: [{ domain: '', version: opset }],
    metadataProps: Object.entries(metadata).map(([key, value]) => ({ key, value })),
  });
}

/** Any number of rows, each a sample. */
function matrix(name: string, columns: number, docString: string): ValueInfoProto {
  const shape = { dim: [{ dimParam: 'N' }, { dimValue: columns }] };
  return { name, docString, type: { tensorType: { elemType: floatType, shape } } };
}
