/**
 * The kernel module: its functions' signatures, and the choice of the build that this processor runs best.
 *
 * Pointers are byte offsets into the shared memory, strides and counts are elements. The kernels keep nothing between
 * calls, so every thread has its own instance of the one module over the one memory. What each function computes is
 * said where it is written, in `assembly/`.
 */

/// <reference path="../webassembly.d.ts" />

import type { KernelVariant } from '../backend.ts';
import type { ActivationName } from '../spec.ts';

/** Which function `activate` and `dense_backward` mean by a number. */
export const activationCode: Readonly<Record<ActivationName, number>> = { identity: 0, relu: 1, sigmoid: 2, tanh: 3 };

export interface Kernels {
  // prettier-ignore
  sparse_forward(rowStarts: number, middles: number, columns: number, values: number, images: number, count: number,
    part: number, weights: number, stride: number, factor: number, initial: number, out: number,
    wide: boolean, units: number): void;
  // prettier-ignore
  sparse_gradient(values: number, masks: number, words: number, samples: number, inputs: number, rows: number,
    deltas: number, stride: number, scale: number, add: boolean, target: number, wide: boolean, units: number): void;
  // prettier-ignore
  sparse_update_single(rowStarts: number, columns: number, values: number, image: number, deltas: number, stride: number,
    scale: number, weights: number, wide: boolean): void;
  // prettier-ignore
  pixel_columns(starts: number, ends: number, columns: number, values: number, images: number, count: number,
    fromColumn: number, toColumn: number, inputs: number, samples: number, columnValues: number, columnMasks: number): void;
  // prettier-ignore
  dense_forward(inputs: number, inputBytes: number, indices: number, count: number, inner: number, middle: number,
    weights: number, stride: number, factor: number, initial: number, initialBytes: number, out: number, wide: boolean,
    packed: number): void;
  // prettier-ignore
  dense_gradient(inputs: number, inputBytes: number, count: number, rows: number,
    deltas: number, stride: number, scale: number, add: boolean, target: number, wide?: boolean): void;
  // prettier-ignore
  delta_columns(deltas: number, stride: number, units: number, count: number, words: number,
    values: number, masks: number): void;
  // prettier-ignore
  delta_gradient(inputs: number, inputBytes: number, rows: number, values: number, masks: number, words: number,
    units: number, stride: number, scale: number, add: boolean, target: number, tile: number, wide: boolean): void;
  // prettier-ignore
  dense_backward(kind: number, next: number, nextStride: number, inner: number, weights: number, count: number,
    h: number, stride: number, delta: number, scratch: number, wide: boolean): void;
  // prettier-ignore
  unpack_rows(bytes: number, inputs: number, images: number, count: number, columns: number,
    out: number, outBytes: number): void;
  // prettier-ignore
  gather_rows(inputs: number, inputBytes: number, images: number, count: number, columns: number,
    out: number, outBytes: number): void;
  activate(kind: number, data: number, count: number): void;
  // prettier-ignore
  softmax_loss(logits: number, stride: number, classes: number, count: number, labels: number, images: number,
    losses: number, wrong: number, scratch: number): void;
  // prettier-ignore
  logistic_loss(logits: number, stride: number, count: number, labels: number, images: number,
    losses: number, wrong: number): void;
  softmax_probabilities(logits: number, stride: number, classes: number, count: number, scratch: number): void;
  logistic_probabilities(logits: number, stride: number, count: number): void;
  update_sgd(weights: number, gradients: number, count: number, rate: number, weightDecay: number): void;
  // prettier-ignore
  update_momentum(weights: number, gradients: number, velocities: number, count: number, rate: number,
    weightDecay: number, momentum: number, nesterov: boolean): void;
  // prettier-ignore
  update_adam(weights: number, gradients: number, means: number, squares: number, count: number, step: number,
    weightDecay: number, beta1: number, rest1: number, beta2: number, rest2: number, root: number, epsilon: number): void;
  // prettier-ignore
  sum_rows(matrix: number, rows: number, stride: number, columns: number, scale: number,
    initial: number, out: number): void;
  add_to_rows(matrix: number, rows: number, stride: number, scale: number, row: number): void;
  add_scaled(target: number, source: number, count: number, scale: number): void;
  transcend(which: number, data: number, count: number): void;
  probe_madd(a: number, b: number, c: number): number;
  peak_loop(iterations: number, a: number, b: number): number;
  peak_loop_wide(iterations: number, a: number, b: number, scratch: number): void;
}

type KernelName = keyof Kernels;

/** The two builds of the kernels, as read from `resources/kernels`. The engine itself reads no files. */
export interface KernelBytes {
  readonly simd: Uint8Array<ArrayBuffer>;
  readonly relaxed: Uint8Array<ArrayBuffer>;
}

export type SimdVariant = Exclude<KernelVariant, 'reference'>;

/** A compiled build and what it computes with. Structured-cloneable: workers instantiate the same module. */
export interface LoadedKernels {
  readonly module: WebAssembly.Module;
  readonly variant: SimdVariant;
  /** True where V8 makes vectors of eight lanes: kernels then take larger tiles, with the same results. @default false */
  readonly wide?: boolean;
}

/**
 * Compiles the build that suits this processor.
 * @param force `simd` takes the build without relaxed SIMD, whose results are the same on every processor.
 *   @default the relaxed build where the host knows relaxed SIMD
 */
export function loadKernels(bytes: KernelBytes, force?: 'simd'): LoadedKernels {
  if (force === 'simd' || !WebAssembly.validate(bytes.relaxed))
    return { module: new WebAssembly.Module(bytes.simd), variant: 'simd' };
  const module = new WebAssembly.Module(bytes.relaxed);
  const kernels = instantiate(module, createSharedMemory());
  // (1 + 2⁻¹²)² = 1 + 2⁻¹¹ + 2⁻²⁴: only a fused multiply-add keeps the last term
  const fused = kernels.probe_madd(1 + 2 ** -12, 1 + 2 ** -12, -(1 + 2 ** -11)) !== 0;
  return { module, variant: fused ? 'simd-relaxed-fma' : 'simd-relaxed' };
}

/** Pages of 64 KiB. The last one of the 4 GiB stays unused, so that an end pointer never wraps around to 0. */
export const maximumPages = 65_536 - 1;

/** An empty shared memory that kernels can be instantiated on; an `Allocator` hands out its bytes. */
export function createSharedMemory(): WebAssembly.Memory {
  return new WebAssembly.Memory({ initial: 1, maximum: maximumPages, shared: true });
}

/** Instances keep nothing between calls, so one serves every run; it goes with its memory. */
const instances = new WeakMap<WebAssembly.Memory, WeakMap<WebAssembly.Module, Kernels>>();

/** This thread's one instance of the kernels over a shared memory. Throws when the module lacks a kernel. */
export function instantiate(module: WebAssembly.Module, memory: WebAssembly.Memory): Kernels {
  const overMemory = instances.get(memory) ?? new WeakMap<WebAssembly.Module, Kernels>();
  instances.set(memory, overMemory);
  const kernels = overMemory.get(module) ?? newInstance(module, memory);
  overMemory.set(module, kernels);
  return kernels;
}

function newInstance(module: WebAssembly.Module, memory: WebAssembly.Memory): Kernels {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  if (!isKernels(exports))
    throw new Error('kernels: the module is not of this version; run `node scripts/build-kernels.ts`');
  return exports;
}

const kernelNames: Readonly<Record<KernelName, true>> = {
  sparse_forward: true,
  sparse_gradient: true,
  sparse_update_single: true,
  pixel_columns: true,
  dense_forward: true,
  dense_gradient: true,
  delta_columns: true,
  delta_gradient: true,
  dense_backward: true,
  unpack_rows: true,
  gather_rows: true,
  activate: true,
  softmax_loss: true,
  logistic_loss: true,
  softmax_probabilities: true,
  logistic_probabilities: true,
  update_sgd: true,
  update_momentum: true,
  update_adam: true,
  sum_rows: true,
  add_to_rows: true,
  add_scaled: true,
  transcend: true,
  probe_madd: true,
  peak_loop: true,
  peak_loop_wide: true,
};

function isKernels(exports: object): exports is Kernels {
  return Object.keys(kernelNames).every((name) => typeof Reflect.get(exports, name) === 'function');
}
