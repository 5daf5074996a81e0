/**
 * Compiles the AssemblyScript kernels to resources/kernels/{simd,simd-relaxed}.wasm, unless they are up to date.
 *
 *   node scripts/build-kernels.ts [--force]
 *
 * Nothing is printed on stdout, since the command line builds what is missing before it prints its one document.
 */

import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const compiler = createRequire(import.meta.url).resolve('assemblyscript/bin/asc.js');
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
  for (const { file, features } of builds) await compile(join(target, file), features);
  await replace(stampFile, stamp);
  return target;
}

/** Two processes may build at once: each file is complete or absent. */
async function replace(file: string, content: string | Uint8Array): Promise<void> {
  const temporary = `${file}.${process.pid}`;
  await writeFile(temporary, content);
  await rename(temporary, file);
}

/** The compiler runs as a program of its own: its type declarations redefine `Array` for whoever imports them. */
async function compile(file: string, features: readonly string[]): Promise<void> {
  const temporary = `${file}.${process.pid}`;
  const entry = relative(root, join(sources, 'index.ts'));
  const args = [compiler, entry, '--outFile', temporary, ...options, ...features];
  await promisify(execFile)(process.execPath, args, { cwd: root }).catch((error: Error & { stderr?: string }) => {
    throw new Error(`kernels: asc failed\n${error.stderr ?? error.message}`, { cause: error });
  });
  await rename(temporary, file);
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
