/**
 * Compiles the AssemblyScript kernels to resources/kernels/{simd,simd-relaxed}.wasm, unless they are up to date.
 *
 *   node scripts/build-kernels.ts [--force]
 *
 * Nothing is printed on stdout, since the command line builds what is missing before it prints its one document.
 */

import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const sources = join(root, 'src/engine/simd/assembly');
const target = join(root, 'resources/kernels');

/** Imported shared memory up to 4 GiB, no runtime: see the rules in assembly/lanes.ts. */
const options = [
  ...['--runtime', 'stub', '-O3', '--noAssert', '--enable', 'simd', '--enable', 'threads'],
  ...['--importMemory', '--sharedMemory', '--initialMemory', '1', '--maximumMemory', '65536', '--noExportMemory'],
];

const builds = [
  { file: 'simd.wasm', features: [] },
  { file: 'simd-relaxed.wasm', features: ['--enable', 'relaxed-simd'] },
];

/**
 * @param force compiles even when the sources are those of the last build. @default false
 * @returns the folder of the built kernels
 */
export async function buildKernels(force = false): Promise<string> {
  const stamp = await fingerprint();
  const stampFile = join(target, 'sources.sha256');
  const built = await Promise.all([stampFile, ...builds.map(({ file }) => join(target, file))].map(readIfThere));
  if (!force && built.every((content) => content !== null) && built[0]!.toString() === stamp) return target;
  await mkdir(target, { recursive: true });
  for (const { file, features } of builds) await replace(join(target, file), await compile(features));
  await replace(stampFile, stamp);
  return target;
}

/** Two processes may build at once: each file is complete or absent. */
async function replace(file: string, content: string | Uint8Array): Promise<void> {
  const temporary = `${file}.${process.pid}`;
  await writeFile(temporary, content);
  await rename(temporary, file);
}

async function compile(features: readonly string[]): Promise<Uint8Array> {
  let wasm: Uint8Array | undefined;
  const entry = relative(root, join(sources, 'index.ts'));
  const { error, stderr } = await asc.main([entry, '--outFile', 'kernels.wasm', ...options, ...features], {
    readFile: (name, base) => readFile(join(base, name), 'utf8').catch(() => null),
    writeFile: (name, content) => {
      if (name.endsWith('.wasm') && typeof content !== 'string') wasm = content;
    },
    listFiles: () => [],
  });
  if (error || !wasm) throw new Error(`kernels: asc failed\n${stderr.toString()}`, { cause: error });
  return wasm;
}

/** Of everything the output depends on: sources, options, compiler version. */
async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  const { version } = createRequire(import.meta.url)('assemblyscript/package.json') as { version: string };
  hash.update(JSON.stringify([version, options, builds]));
  const files = (await readdir(sources)).filter((file) => file.endsWith('.ts')).sort();
  for (const file of files) hash.update(file).update(await readFile(join(sources, file)));
  return hash.digest('hex');
}

function readIfThere(file: string): Promise<Buffer | null> {
  return readFile(file).catch(() => null);
}

if (import.meta.main) await buildKernels(process.argv.includes('--force'));
