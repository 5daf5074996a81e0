/**
 * Tensors of a placed network, read and written unpadded, as they travel in files and checkpoints.
 */

import type { NetworkLayout, PlacedTensor } from './layout.ts';

/** Copy of a tensor without its padding, row-major. */
export function readTensor({ buffer }: WebAssembly.Memory, base: number, tensor: PlacedTensor): Float32Array {
  const { rows, columns, stride } = tensor;
  const source = new Float32Array(buffer, base + tensor.offset, rows * stride);
  const copy = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) copy.set(source.subarray(row * stride, row * stride + columns), row * columns);
  return copy;
}

/** Overwrites a tensor; padding becomes zero again. Throws a RangeError that names tensor, given and expected length. */
export function writeTensor(
  memory: WebAssembly.Memory,
  base: number,
  tensor: PlacedTensor,
  values: ArrayLike<number>,
): void {
  const { name, rows, columns, stride } = tensor;
  if (values.length !== rows * columns)
    throw new RangeError(`network: write ${name}: given ${values.length} values, expected ${rows * columns}`);
  const target = new Float32Array(memory.buffer, base + tensor.offset, rows * stride);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < stride; column++)
      target[row * stride + column] = column < columns ? values[row * columns + column]! : 0;
  }
}

/** The tensor of that name; gradients are found too. Throws a RangeError that names the known ones. */
export function tensorOf(layout: NetworkLayout, operation: string, name: string): PlacedTensor {
  const tensor = layout.tensors.get(name);
  if (tensor) return tensor;
  const known = [...layout.tensors.keys()].filter((key) => !key.endsWith('.gradient')).join(', ');
  throw new RangeError(`network: ${operation}: given tensor ${name}, expected one of ${known}`);
}
