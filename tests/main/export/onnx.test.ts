import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { argmax } from '../../../src/engine/losses.ts';
import { simdBackend } from '../../../src/engine/simd/backend.ts';
import type { ActivationName } from '../../../src/engine/spec.ts';
import { tensorTable } from '../../../src/engine/tensors.ts';
import type { Dataset } from '../../../src/main/datasets/dataset.ts';
import { readDataset } from '../../../src/main/datasets/formats.ts';
import { generateDataset } from '../../../src/main/datasets/generated.ts';
import { prepareData } from '../../../src/main/datasets/prepare.ts';
import { denseImage } from '../../../src/main/datasets/sparse.ts';
import { runOnnx } from '../../../src/main/export/onnx/run.ts';
import { encodeWeights } from '../../../src/main/export/weights.ts';
import { engineSpecs } from '../../../src/main/runs/specs.ts';
import type { ExperimentInput } from '../../../src/shared/experiment.ts';
import { kernelBytes } from '../../engine/simd/kernelBytes.ts';
import { complete, minimal } from '../../shared/experiments.ts';
import { describeWithData } from '../../support/data.ts';
import { decodeProto } from '../../support/protobuf.ts';
import { makeNetwork, randomTensors } from '../../support/networks.ts';
import { runOnnxModel } from '../../support/onnx.ts';
import { expectClose } from '../../support/tolerance.ts';
import { recordOf } from '../cli/double.ts';

interface DecodedModel {
  readonly metadata_props: readonly { readonly key: string; readonly value: string }[];
  readonly graph: {
    readonly node: readonly { op_type: string; input: string[]; output: string[]; attribute?: unknown }[];
    readonly input: readonly { name: string; type: unknown }[];
    readonly output: readonly { name: string; type: unknown }[];
    readonly initializer: readonly { name: string; raw_data: Uint8Array }[];
  };
}

const kernels = await kernelBytes();
const images = 500;

type Sections = Pick<ExperimentInput, 'network'> & { readonly dataset: Partial<ExperimentInput['dataset']> };

const experimentOf = ({ network, dataset }: Sections, source: string) =>
  complete({ ...minimal, name: 'tried', network, dataset: { ...dataset, source } });

/** Trains for a moment, exports, and compares ONNX Runtime on raw images with the engine on its scaled ones. */
async function confirm(dataset: Dataset, given: Sections): Promise<void> {
  const experiment = experimentOf(given, dataset.id);
  const { data, use } = prepareData(dataset, experiment.dataset);
  const { network: spec } = engineSpecs(experiment, use);
  const raw = experiment.dataset.scaling === 'none';
  // Raw pixels are 255 times as large: with weights for scaled ones, logits in the hundreds would round to fewer digits.
  const start = randomTensors(spec);
  if (raw)
    start.set(
      'W1',
      start.get('W1')!.map((weight) => weight / 255),
    );
  const rate = raw ? 1e-4 : 0.01;
  const adam = { type: 'adam', learningRate: rate, weightDecay: 0, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;
  const network = makeNetwork(simdBackend(kernels), { network: spec, data, optimizer: adam, maxBatch: images, tensors: start }); // prettier-ignore
  for (let step = 1; step <= 200; step++) {
    const first = (step % 100) * 100;
    network.step(data.train.subarray(first, first + 100), rate, step);
  }

  const model = runOnnx(
    recordFor(experiment, use),
    dataset,
    encodeWeights(spec, (name) => network.read(name)),
  );
  const shown = (data.test ?? data.validation ?? data.train).subarray(0, images);
  const pixels = new Float32Array(images * use.inputs);
  shown.forEach((image, row) => pixels.set(denseImage(dataset.images, image, new Float32Array(use.inputs)), row * use.inputs)); // prettier-ignore
  const answer = await runOnnxModel(model, pixels, use.inputs);
  const expected = network.probabilities(shown);
  expect(answer.shape).toEqual([images, use.classes]);
  expectClose('probabilities', answer.probabilities, expected, { absolute: 1e-5, relative: 0 });
  const labelsOf = (values: Float32Array | Float64Array) =>
    Array.from(shown, (_, row) => argmax(values.subarray(row * use.classes, (row + 1) * use.classes)));
  expect(labelsOf(answer.probabilities)).toEqual(labelsOf(expected));
  // A network that says the same of every image would agree with anything.
  expect(new Set(labelsOf(expected)).size).toBe(use.classes);
}

const recordFor = (experiment: Parameters<typeof recordOf>[1], use: ReturnType<typeof prepareData>['use']) => ({
  ...recordOf(0, experiment, {}),
  dataset: use,
});

const layer = (activation: ActivationName, units = 30) => ({ units, activation });

describeWithData('ONNX models, run by ONNX Runtime on real test images', (folder) => {
  const mnist = readDataset(join(folder, 'mnist'));

  it.each(['sigmoid', 'relu', 'tanh', 'identity'] as const)('%s layers, softmax', (activation) =>
    confirm(mnist, { dataset: {}, network: { hidden: [layer(activation), layer(activation, 12)], output: 'softmax' } }),
  );

  it.each(['unit', 'symmetric', 'none', 'standardize'] as const)('%s scaling', (scaling) =>
    confirm(mnist, { dataset: { scaling }, network: { hidden: [layer('sigmoid')], output: 'softmax' } }),
  );

  it('one sigmoid unit, two classes', () =>
    confirm(mnist, { dataset: { classes: [3, 9] }, network: { hidden: [layer('relu')], output: 'sigmoid' } }));

  it('no hidden layer', () => confirm(mnist, { dataset: { validationSize: 5000 }, network: { output: 'softmax' } }));

  it('refuses images that are not those of the run', () => {
    const experiment = experimentOf({ dataset: {}, network: { output: 'softmax' } }, 'mnist');
    const { use } = prepareData(mnist, experiment.dataset);
    const record = recordFor(experiment, { ...use, sha256: 'another' });
    expect(() => runOnnx(record, mnist, new Uint8Array())).toThrow(/trained on MNIST with the SHA-256 another/);
  });
});

describe('ONNX models of points in the plane', () => {
  it('standardized feature by feature', () =>
    confirm(generateDataset('ellipse', 3), {
      dataset: { scaling: 'standardize', validationSize: 10_000 },
      network: { hidden: [layer('tanh', 8)], output: 'softmax' },
    }));
});

describe('the file', () => {
  const dataset = generateDataset('ellipse', 0);
  const network: ExperimentInput['network'] = { hidden: [layer('relu', 2)], output: 'softmax' };
  const experiment = experimentOf({ dataset: {}, network }, 'ellipse');
  const { use } = prepareData(dataset, experiment.dataset);
  const { network: spec } = engineSpecs(experiment, use);
  const weights = randomTensors(spec);
  const bytes = runOnnx(
    recordFor(experiment, use),
    dataset,
    encodeWeights(spec, (name) => weights.get(name)!),
  );
  const model = decodeProto('onnx.proto', 'onnx.ModelProto', bytes) as DecodedModel;

  it('says what it is, and where it comes from', () => {
    expect(model).toMatchObject({
      ir_version: 8,
      opset_import: [{ version: 17 }],
      producer_name: 'Backprop Workbench',
      producer_version: '1.2.3',
      doc_string: 'tried: a multilayer perceptron, 2-2-2.',
    });
    const metadata = Object.fromEntries(model.metadata_props.map(({ key, value }) => [key, value]));
    expect(metadata).toEqual({
      run: 'aaaa0000-run',
      step: String(recordOf(0, experiment, {}).step),
      seed: '1',
      dataset: use.name,
      'dataset.sha256': use.sha256,
      scaling: 'unit',
      classes: JSON.stringify(use.classNames),
    });
  });

  it('decodes to the graph and the weights', () => {
    const { node, input, output, initializer } = model.graph;
    expect(node.map(({ op_type, input, output }) => `${output.join()} = ${op_type}(${input.join(', ')})`)).toEqual([
      'scaling.multiplied = Mul(input, scaling.factor)',
      'scaled = Add(scaling.multiplied, scaling.offset)',
      'z1 = Gemm(scaled, W1, b1)',
      'h1 = Relu(z1)',
      'logits = Gemm(h1, W2, b2)',
      'probabilities = Softmax(logits)',
    ]);
    expect(node.at(-1)!.attribute).toEqual([{ name: 'axis', i: 1, type: 2 }]);
    const dims = [{ dim_param: 'N' }, { dim_value: 2 }];
    expect([...input, ...output].map(({ name, type }) => [name, type])).toEqual(
      ['input', 'logits', 'probabilities'].map((name) => [
        name,
        { tensor_type: { elem_type: 1, shape: { dim: dims } } },
      ]),
    );
    for (const { name, rows, columns, kind } of tensorTable(spec)) {
      const tensor = initializer.find((each) => each.name === name)!;
      expect(tensor).toMatchObject({ data_type: 1, dims: kind === 'bias' ? [columns] : [rows, columns] });
      expect(new Float32Array(Uint8Array.from(tensor.raw_data).buffer)).toEqual(weights.get(name));
    }
  });
});
