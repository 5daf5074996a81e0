/** Wide vectors change no bit: the same training in two processes, in one of which V8 merges pairs of vectors. */

import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { kernelBytes } from './kernelBytes.ts';

const program = fileURLToPath(new URL('digest.ts', import.meta.url));
const flag = '--experimental-wasm-revectorize';
/** Everything through the optimising compiler at once: only its code has wide vectors. */
const optimised = ['--no-liftoff', '--no-wasm-lazy-compilation'];
/** Function by function while they run, as in the program, but sooner. */
const tiered = ['--wasm-tiering-budget=2000'];
const isKnown = process.arch === 'x64' && Number(process.versions.v8.split('.')[0]) >= 13;

function digests(...flags: string[]): string {
  return execFileSync(process.execPath, [...flags, program], { encoding: 'utf8' });
}

it.runIf(isKnown)(
  'computes the same bits with wide vectors and without',
  async () => {
    await kernelBytes(); // builds them when they are not up to date
    const narrow = digests(...optimised);
    const lines = narrow.trim().split('\n');
    expect(lines).toHaveLength(4); // each build with small tiles, then each with large ones
    expect(lines.slice(2)).toEqual(lines.slice(0, 2));
    expect(digests(...optimised, flag)).toBe(narrow);
    expect(digests(...tiered, flag)).toBe(narrow);
  },
  120_000,
);

it.runIf(isKnown)('is asked for in words that V8 understands, and finds pairs in the kernels', async () => {
  const bytes = await kernelBytes();
  // base64, since a longer argument would exceed what Linux takes
  const source = `new WebAssembly.Module(Buffer.from("${Buffer.from(bytes.simd).toString('base64')}", "base64"))`;
  const trace = execFileSync(process.execPath, [...optimised, flag, '--trace-wasm-revectorize', '-e', source], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  for (const store of ['F32x4Mul', 'F32x4Add', 'Phi', 'Load'])
    expect(trace).toMatch(new RegExp(`PackNode \\[?${store}`));
});
