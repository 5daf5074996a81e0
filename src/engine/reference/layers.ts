/**
 * Forward and backward pass of a multilayer perceptron for one sample, in float64, loop by loop as the textbook has it.
 * Written to be read: every faster implementation is tested against this one.
 *
 *   forward    z = x W + b,  h = g(z)           layer by layer, x being the inputs or the previous layer's h
 *   backward   δ = (δ' W'ᵀ) ⊙ g′(z)             from the last layer, where δ = p − y, to the first
 *   gradient   dW = xᵀ δ,  db = δ               summed over the samples by the caller's loop
 */

import { activations } from '../activations.ts';
import type { ActivationName, NetworkSpec } from '../spec.ts';
import { layerWidths } from '../tensors.ts';

/** A layer: its parameters, the values of the sample at hand, and the gradients summed so far. */
export interface Layer {
  readonly inputs: number;
  readonly units: number;
  /** The output layer is linear: its loss works from the logits. */
  readonly activation: ActivationName;
  readonly weights: Float64Array; // (inputs, units)
  readonly bias: Float64Array; // (units)
  readonly z: Float64Array; // (units)
  readonly h: Float64Array; // (units)
  readonly delta: Float64Array; // (units) dloss/dz
  readonly weightGradient: Float64Array; // (inputs, units)
  readonly biasGradient: Float64Array; // (units)
}

/** The layers of a network with every parameter 0, hidden layers first, logits last. */
export function createLayers(network: NetworkSpec): Layer[] {
  const widths = layerWidths(network);
  return widths.slice(1).map((units, index) => {
    const inputs = widths[index]!;
    return {
      inputs,
      units,
      activation: network.hidden[index]?.activation ?? 'identity',
      weights: new Float64Array(inputs * units),
      bias: new Float64Array(units),
      z: new Float64Array(units),
      h: new Float64Array(units),
      delta: new Float64Array(units),
      weightGradient: new Float64Array(inputs * units),
      biasGradient: new Float64Array(units),
    };
  });
}

/** Computes z and h of every layer for the inputs x (inputs); returns the logits. */
export function forward(layers: readonly Layer[], x: Float64Array): Float64Array {
  let input = x;
  for (const layer of layers) {
    forwardLayer(layer, input);
    input = layer.h;
  }
  return input;
}

function forwardLayer({ units, activation, weights, bias, z, h }: Layer, x: Float64Array): void {
  const { f } = activations[activation];
  z.set(bias);
  for (let i = 0; i < x.length; i++) {
    const value = x[i]!;
    if (value === 0) continue; // most pixels of a digit, and what ReLU switched off
    const row = i * units;
    for (let j = 0; j < units; j++) z[j]! += value * weights[row + j]!;
  }
  for (let j = 0; j < units; j++) h[j] = f(z[j]!);
}

/**
 * After `forward`, and with the last layer's delta in place: computes the other deltas and adds this sample's
 * gradients to the sums.
 */
export function backward(layers: readonly Layer[], x: Float64Array): void {
  for (let index = layers.length - 1; index >= 0; index--) {
    const layer = layers[index]!;
    const previous = layers[index - 1];
    addGradients(layer, previous ? previous.h : x);
    if (previous) propagate(layer, previous);
  }
}

function addGradients({ units, delta, weightGradient, biasGradient }: Layer, x: Float64Array): void {
  for (let i = 0; i < x.length; i++) {
    const value = x[i]!;
    if (value === 0) continue;
    const row = i * units;
    for (let j = 0; j < units; j++) weightGradient[row + j]! += value * delta[j]!;
  }
  for (let j = 0; j < units; j++) biasGradient[j]! += delta[j]!;
}

function propagate(layer: Layer, previous: Layer): void {
  const { df } = activations[previous.activation];
  for (let i = 0; i < previous.units; i++) {
    const row = i * layer.units;
    let sum = 0;
    for (let j = 0; j < layer.units; j++) sum += layer.delta[j]! * layer.weights[row + j]!;
    previous.delta[i] = sum * df(previous.h[i]!);
  }
}
