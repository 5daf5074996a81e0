/**
 * A trained network as the nodes of an ONNX graph, scaling included: whoever runs it feeds raw pixels, as they are in
 * the files. Pure.
 *
 *   input (N, inputs) → scaled → z1 → h1 → … → logits → probabilities (N, classes)
 */

import type { FloatArray } from '../../../engine/backend.ts';
import type { ActivationName, NetworkSpec } from '../../../engine/spec.ts';
import { layerWidths, tensorTable } from '../../../engine/tensors.ts';
import type { InputScaling } from '../../datasets/scaling.ts';
import { tensorShape } from '../weights.ts';
import { floatType, intAttribute, type NodeProto, type TensorProto } from './format.ts';

export interface GraphParts {
  readonly nodes: readonly NodeProto[];
  readonly initializers: readonly TensorProto[];
}

const operators: Readonly<Record<ActivationName, string>> = {
  sigmoid: 'Sigmoid',
  relu: 'Relu',
  tanh: 'Tanh',
  identity: 'Identity',
};

/** @param read the values of a tensor by its name (`W1`, …), row-major */
export function networkGraph(
  network: NetworkSpec,
  scaling: InputScaling,
  read: (name: string) => FloatArray,
): GraphParts {
  const parts = [scalingParts(scaling), layerParts(network), outputParts(network)];
  const weights = tensorTable(network).map((tensor) => floats(tensor.name, tensorShape(tensor), read(tensor.name)));
  return {
    nodes: parts.flatMap(({ nodes }) => nodes),
    initializers: [...parts.flatMap(({ initializers }) => initializers), ...weights],
  };
}

/** Per-feature scaling subtracts first, as the workbench does: large features keep their digits. */
function scalingParts(scaling: InputScaling): GraphParts {
  if (scaling.kind === 'features') {
    const { means, deviations } = scaling;
    return {
      nodes: [
        node('Sub', ['input', 'scaling.mean'], 'scaling.centred'),
        node('Div', ['scaling.centred', 'scaling.deviation'], 'scaled'),
      ],
      initializers: [
        floats('scaling.mean', [means.length], means),
        floats('scaling.deviation', [deviations.length], deviations),
      ],
    };
  }
  return {
    nodes: [
      node('Mul', ['input', 'scaling.factor'], 'scaling.multiplied'),
      node('Add', ['scaling.multiplied', 'scaling.offset'], 'scaled'),
    ],
    initializers: [floats('scaling.factor', [], [scaling.factor]), floats('scaling.offset', [], [scaling.offset])],
  };
}

function layerParts(network: NetworkSpec): GraphParts {
  const last = layerWidths(network).length - 1;
  const nodes = Array.from({ length: last }, (_, index) => index + 1).flatMap((layer) => {
    const hidden = network.hidden[layer - 1];
    const x = layer === 1 ? 'scaled' : `h${layer - 1}`;
    const z = hidden ? `z${layer}` : 'logits';
    const dense = node('Gemm', [x, `W${layer}`, `b${layer}`], z);
    return hidden ? [dense, node(operators[hidden.activation], [z], `h${layer}`)] : [dense];
  });
  return { nodes, initializers: [] };
}

/** The sigmoid output has one logit z and two columns, sigmoid(−z) and sigmoid(z): 1 − p would lose a small p's digits. */
function outputParts({ output }: NetworkSpec): GraphParts {
  const axis = { name: 'axis', i: 1, type: intAttribute };
  if (output === 'softmax')
    return { nodes: [{ ...node('Softmax', ['logits'], 'probabilities'), attribute: [axis] }], initializers: [] };
  return {
    nodes: [
      node('Neg', ['logits'], 'logits.negative'),
      { ...node('Concat', ['logits.negative', 'logits'], 'logits.both'), attribute: [axis] },
      node('Sigmoid', ['logits.both'], 'probabilities'),
    ],
    initializers: [],
  };
}

const node = (opType: string, input: readonly string[], output: string): NodeProto => ({
  opType,
  name: output,
  input,
  output: [output],
});

function floats(name: string, dims: readonly number[], values: ArrayLike<number>): TensorProto {
  const { buffer } = Float32Array.from(values);
  return { name, dims, dataType: floatType, rawData: new Uint8Array(buffer) };
}
