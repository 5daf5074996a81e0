/**
 * Builds what is missing or stale, and nothing else. Speaks on stderr only, since the command line's stdout belongs to the
 * command. Two processes that need the same build take turns.
 */

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { withLock } from './lock.ts';
import type { Part } from './parts.ts';
import { fingerprint, isStale, writeStamp } from './stamps.ts';

export const root = join(import.meta.dirname, '../..');

/** @throws Error with the builder's message when a part cannot be built */
export async function ensureBuilt(parts: readonly Part[]): Promise<void> {
  if (!parts.some((part) => isStale(root, part))) return;
  await withLock(join(root, 'out/building'), async () => {
    for (const part of parts) if (isStale(root, part)) await build(part);
  });
}

async function build(part: Part): Promise<void> {
  const started = performance.now();
  const print = fingerprint(root, part);
  if (part.name === 'kernels') buildKernels();
  else await bundle(part.name);
  writeStamp(root, part, print);
  console.error(`built ${part.name} in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

function buildKernels(): void {
  const { status } = spawnSync(process.execPath, [join(root, 'scripts/build-kernels.ts')], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) throw new Error('build: the kernels could not be compiled; the messages above say why');
}

async function bundle(name: 'main' | 'preload' | 'renderer'): Promise<void> {
  // Loaded only when there is something to do: a call of the command line must not wait for a bundler.
  const [{ resolveConfig }, vite] = await Promise.all([import('electron-vite'), import('vite')]);
  const configFile = join(root, 'electron.vite.config.ts');
  const { config } = await resolveConfig({ root, configFile, logLevel: 'warn' }, 'build', 'production');
  await vite.build(config?.[name]);
}
