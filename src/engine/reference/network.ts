/**
 * The float64 reference backend: plain loops over the samples, one after the other. It is the truth that the fast kernels
 * are tested against, and a fallback that runs everywhere; it does not try to be fast.
 */

import type { Backend, FloatArray, Network, NetworkPlan, StepResult } from '../backend.ts';
import { readInputs } from '../inputs.ts';
import { clipProbability, losses } from '../losses.ts';
import type { Score } from '../spec.ts';
import { optimizerSlots, tensorTable } from '../tensors.ts';
import { backward, createLayers, forward, type Layer } from './layers.ts';
import { initialSlot, update } from './optimizers.ts';

export const referenceBackend: Backend = { variant: 'reference', create: (plan) => new ReferenceNetwork(plan) };

/** What an optimiser updates at once. */
interface Parameter {
  readonly name: string;
  readonly values: Float64Array;
  readonly gradient: Float64Array;
  readonly slots: readonly Float64Array[];
}

export class ReferenceNetwork implements Network {
  readonly variant = 'reference';
  readonly plan: NetworkPlan;
  readonly layers: readonly Layer[];
  readonly #parameters: readonly Parameter[];
  /** Every readable tensor by name, optimiser slots included. */
  readonly #tensors = new Map<string, Float64Array>();
  readonly #x: Float64Array; // (inputs) of the sample at hand

  constructor(plan: NetworkPlan) {
    this.plan = plan;
    this.layers = createLayers(plan.network);
    this.#x = new Float64Array(plan.network.inputs);
    const slotNames = optimizerSlots(plan.optimizer);
    this.#parameters = tensorTable(plan.network).map(({ name, kind, layer: index }) => {
      const layer = this.layers[index]!;
      const weights = kind === 'weights';
      const values = weights ? layer.weights : layer.bias;
      const gradient = weights ? layer.weightGradient : layer.biasGradient;
      const slots = slotNames.map((slot) => new Float64Array(values.length).fill(initialSlot(plan.optimizer, slot)));
      this.#tensors.set(name, values);
      slots.forEach((slot, i) => this.#tensors.set(`${name}.${slotNames[i]!}`, slot));
      return { name, values, gradient, slots };
    });
  }

  read(name: string): Float64Array {
    return this.#tensor('read', name).slice();
  }

  write(name: string, values: ArrayLike<number>): void {
    const tensor = this.#tensor('write', name);
    if (values.length !== tensor.length)
      throw new RangeError(`network: write ${name}: given ${values.length} values, expected ${tensor.length}`);
    tensor.set(values);
  }

  step(batch: Uint32Array, rate: number, stepNumber: number): StepResult {
    const result = this.#accumulate(batch);
    for (const { values, gradient, slots } of this.#parameters)
      update(this.plan.optimizer, values, gradient, slots, rate, stepNumber);
    return result;
  }

  gradients(batch: Uint32Array): { loss: number; gradients: Map<string, FloatArray> } {
    const { loss } = this.#accumulate(batch);
    return { loss, gradients: new Map(this.#parameters.map(({ name, gradient }) => [name, gradient.slice()])) };
  }

  evaluate(samples: Uint32Array): Score {
    const output = losses[this.plan.network.output];
    let loss = 0;
    let wrong = 0;
    for (const sample of samples) {
      const logits = this.forward(sample);
      const label = this.plan.data.labels[sample]!;
      loss += output.loss(logits, label);
      if (output.predict(logits) !== label) wrong++;
    }
    return { loss: loss / samples.length, error: wrong / samples.length };
  }

  probabilities(samples: Uint32Array): Float64Array {
    const { classes, output } = this.plan.network;
    const all = new Float64Array(samples.length * classes);
    samples.forEach((sample, row) => {
      losses[output].probabilities(this.forward(sample), all.subarray(row * classes, (row + 1) * classes));
    });
    return all.map(clipProbability);
  }

  activations(samples: Uint32Array, layer: number): Float64Array {
    const given = this.layers[layer];
    if (!given) throw new RangeError(`network: layer ${layer} was given, there are ${this.layers.length}`);
    const all = new Float64Array(samples.length * given.units);
    samples.forEach((sample, row) => {
      this.forward(sample);
      all.set(given.h, row * given.units);
    });
    return all;
  }

  dispose(): void {
    this.#tensors.clear();
  }

  /** Computes z and h of every layer for one image; returns the logits, valid until the next call. */
  forward(sample: number): Float64Array {
    return forward(this.layers, this.#inputs(sample));
  }

  /** Forward and backward over a batch: afterwards the layers hold the gradients of the mean loss. */
  #accumulate(batch: Uint32Array): StepResult {
    if (batch.length < 1 || batch.length > this.plan.maxBatch)
      throw new RangeError(`network: step: given a batch of ${batch.length}, expected 1..${this.plan.maxBatch}`);
    const output = losses[this.plan.network.output];
    const last = this.layers.at(-1)!;
    for (const { gradient } of this.#parameters) gradient.fill(0);
    let loss = 0;
    let wrong = 0;
    for (const sample of batch) {
      const label = this.plan.data.labels[sample]!;
      const logits = this.forward(sample);
      loss += output.loss(logits, label);
      if (output.predict(logits) !== label) wrong++;
      output.delta(logits, label, last.delta);
      backward(this.layers, this.#x);
    }
    for (const { gradient } of this.#parameters) for (let i = 0; i < gradient.length; i++) gradient[i]! /= batch.length;
    return { loss: loss / batch.length, error: wrong / batch.length };
  }

  #inputs(sample: number): Float64Array {
    const { images, scaling } = this.plan.data;
    return readInputs(images, scaling, sample, this.#x);
  }

  #tensor(operation: string, name: string): Float64Array {
    const tensor = this.#tensors.get(name);
    if (tensor) return tensor;
    const known = [...this.#tensors.keys()].join(', ') || 'none: the network was disposed';
    throw new RangeError(`network: ${operation}: given tensor ${name}, expected one of ${known}`);
  }
}
