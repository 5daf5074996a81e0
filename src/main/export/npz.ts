/**
 * NumPy's `.npz`: named arrays in one file, here the weights `W1` (inputs × units), `b1` (units), `W2`, … and the arrays
 * of the gradient check. `numpy.load` reads what this writes; this reads what `numpy.savez`, `savez_compressed` and
 * `numpy.save` write.
 */

import { UserError } from '../../shared/errors.ts';
import type { NdArray } from './npy.ts';
import { decodeNpy, encodeNpy } from './npy.ts';
import { readZip, writeZip } from './zip.ts';

export type { NdArray } from './npy.ts';
/** Arrays by name, in the order of the file. */
export type NamedArrays = ReadonlyMap<string, NdArray>;

/** Writes arrays in their order. Equal arrays give equal bytes: nothing of the time or the machine is in them. */
export function encodeNpz(arrays: NamedArrays): Uint8Array {
  return writeZip(new Map([...arrays].map(([name, array]) => [`${name}.npy`, encodeNpy(array)])));
}

/**
 * Reads an archive; a bare `.npy` comes as the single array `array`.
 * @param name how errors call the file
 * @throws UserError when the bytes are neither, are damaged, or hold something else than numbers
 */
export function decodeNpz(bytes: Uint8Array, name: string): NamedArrays {
  const start = Buffer.from(bytes.subarray(0, 6)).toString('latin1');
  if (start === '\x93NUMPY') return new Map([['array', decodeNpy(bytes, name)]]);
  if (!start.startsWith('PK'))
    throw new UserError('invalid-input', `${name}: not a file of NumPy, expected .npz as numpy.savez writes it.`);
  const arrays = new Map<string, NdArray>();
  for (const [entry, content] of readZip(bytes, name)) {
    if (!entry.endsWith('.npy')) continue;
    const array = entry.slice(0, -'.npy'.length);
    arrays.set(array, decodeNpy(content, `${name}: ${array}`));
  }
  return arrays;
}
