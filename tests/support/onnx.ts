/** ONNX files run by ONNX Runtime's WebAssembly build, in this process and on one thread. */

import { dirname } from 'node:path';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { InferenceSession, Tensor, env } from 'onnxruntime-web';

const folder = dirname(createRequire(import.meta.url).resolve('onnxruntime-web'));
env.wasm.numThreads = 1;
env.wasm.wasmPaths = `${pathToFileURL(folder).href}/`;

export interface OnnxAnswer {
  readonly logits: Float32Array;
  readonly probabilities: Float32Array;
  readonly shape: readonly number[];
}

/** @param values raw values (rows, inputs) */
export async function runOnnxModel(model: Uint8Array, values: Float32Array, inputs: number): Promise<OnnxAnswer> {
  const session = await InferenceSession.create(model, { executionProviders: ['wasm'] });
  const fed = { input: new Tensor('float32', values, [values.length / inputs, inputs]) };
  const { logits, probabilities } = await session.run(fed);
  await session.release();
  if (!(logits?.data instanceof Float32Array && probabilities?.data instanceof Float32Array))
    throw new Error('the model has no outputs logits and probabilities of float32');
  return { logits: logits.data, probabilities: probabilities.data, shape: probabilities.dims };
}
