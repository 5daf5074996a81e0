/**
 * Electron's binary, which is no npm package: `ELECTRON_OVERRIDE_DIST_PATH`, or the one that was fetched before, or, where
 * that is allowed, fetched now.
 */

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './build.ts';

const packageFolder = join(root, 'node_modules/electron');
const longestDownload = 10 * 60_000; // milliseconds

export type Found = { readonly binary: string } | { readonly missing: string };

/** The binary, or in some words why there is none. Never fetches anything. */
export function findElectron(env: NodeJS.ProcessEnv = process.env): Found {
  const override = env['ELECTRON_OVERRIDE_DIST_PATH'];
  const folder = override ?? join(packageFolder, 'dist');
  const binary = join(folder, platformPath());
  if (existsSync(binary)) return { binary };
  return { missing: override ? `there is no Electron in ${override}` : 'its program has not been fetched yet' };
}

/** Fetches the binary when it is missing. Without a network this fails at once, with a slow one it takes minutes. */
export function obtainElectron(env: NodeJS.ProcessEnv = process.env): Found {
  const found = findElectron(env);
  if ('binary' in found || env['ELECTRON_OVERRIDE_DIST_PATH']) return found;
  console.error('Fetching Electron (about 120 MB, only this once)…');
  const { status } = spawnSync(process.execPath, [join(packageFolder, 'install.js')], {
    stdio: 'ignore',
    timeout: longestDownload,
  });
  return status === 0 ? findElectron(env) : { missing: 'its program could not be fetched' };
}

/** Why no window can appear here; null when one can. */
export function displayProblem(env: NodeJS.ProcessEnv = process.env, platform = process.platform): string | null {
  if (platform !== 'linux' || env['DISPLAY'] || env['WAYLAND_DISPLAY']) return null;
  return 'there is no display';
}

/** Chromium's sandbox refuses to run as root on Linux. */
export const electronFlags: readonly string[] = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

function platformPath(): string {
  const recorded = join(packageFolder, 'path.txt');
  if (existsSync(recorded)) return readFileSync(recorded, 'utf8');
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}
