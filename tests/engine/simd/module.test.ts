import { describe, expect, it } from 'vitest';
import { createSharedMemory, instantiate, loadKernels } from '../../../src/engine/simd/kernels.ts';
import { kernelBytes } from './kernelBytes.ts';

const bytes = await kernelBytes();

/** Section numbers of the WebAssembly binary format. */
const section = { global: 6, start: 8, element: 9, data: 11, dataCount: 12 };

/** Numbers of the sections of a module, in order. */
function sectionsOf(module: Uint8Array): number[] {
  const numbers: number[] = [];
  for (let at = 8; at < module.length;) {
    numbers.push(module[at++]!);
    let [size, shift, byte] = [0, 0, 0];
    do {
      byte = module[at++]!;
      size += (byte & 127) * 2 ** shift;
      shift += 7;
    } while (byte & 128);
    at += size;
  }
  return numbers;
}

describe.each([
  { name: 'simd', wasm: bytes.simd },
  { name: 'simd-relaxed', wasm: bytes.relaxed },
])('the module $name', ({ wasm }) => {
  it('has no state of its own: threads share one memory and each has an instance', () => {
    const sections = sectionsOf(wasm);
    expect(sections).toContain(10); // code: the walk over the sections found its way
    for (const [name, number] of Object.entries(section)) expect(sections, name).not.toContain(number);
  });

  it('imports nothing but the memory and exports nothing but kernels', () => {
    const module = new WebAssembly.Module(wasm.slice());
    expect(WebAssembly.Module.imports(module)).toEqual([{ module: 'env', name: 'memory', kind: 'memory' }]);
    expect(new Set(WebAssembly.Module.exports(module).map(({ kind }) => kind))).toEqual(new Set(['function']));
    expect(() => instantiate(module, createSharedMemory())).not.toThrow();
  });
});

describe('instantiate', () => {
  const module = new WebAssembly.Module(bytes.simd.slice());

  it('gives one instance for a memory, however often it is asked', () => {
    const memory = createSharedMemory();
    const kernels = instantiate(module, memory);
    memory.grow(3);
    expect(instantiate(module, memory)).toBe(kernels);
  });

  it('gives every memory and every module its own', () => {
    const memory = createSharedMemory();
    const kernels = instantiate(module, memory);
    expect(instantiate(module, createSharedMemory())).not.toBe(kernels);
    expect(instantiate(new WebAssembly.Module(bytes.simd.slice()), memory)).not.toBe(kernels);
  });
});

describe('loadKernels', () => {
  it('takes plain simd when told to', () => {
    expect(loadKernels(bytes, 'simd').variant).toBe('simd');
  });

  it('takes plain simd where the relaxed build is not understood', () => {
    const relaxed = bytes.relaxed.slice(0, 100);
    expect(loadKernels({ simd: bytes.simd, relaxed }).variant).toBe('simd');
  });

  it('names the relaxed build after whether its multiply-add is fused', () => {
    const { module, variant } = loadKernels(bytes);
    const { probe_madd } = instantiate(module, createSharedMemory());
    const fused = probe_madd(1 + 2 ** -12, 1 + 2 ** -12, -(1 + 2 ** -11)) !== 0;
    expect(variant).toBe(fused ? 'simd-relaxed-fma' : 'simd-relaxed');
  });

  it('refuses a module that lacks kernels', () => {
    const empty = new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));
    expect(() => instantiate(empty, createSharedMemory())).toThrow(/not of this version/);
  });
});
