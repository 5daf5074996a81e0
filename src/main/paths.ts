/**
 * Where the program's own files lie, and the workspace. The same answers whether the sources run directly (tests,
 * scripts) or the bundles do, in a checkout or in a packaged app, where workers and kernels lie beside the archive.
 */

import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

const fromSources = import.meta.filename.endsWith('.ts');
const root = nearestPackage(import.meta.dirname);
// Threads and file handles need real files: the packager leaves these folders outside the archive.
const unpackedRoot = root.replace(/app\.asar$/, 'app.asar.unpacked');

/** Absolute paths. Worker files are what `new Worker(path)` takes. */
export const paths = {
  root,
  engineWorker: worker('src/engine/worker.ts', 'engine-worker.js'),
  storeWorker: worker('src/main/store/worker.ts', 'store-worker.js'),
  analysisWorker: worker('src/main/analysis/worker.ts', 'analysis-worker.js'),
  labWorker: worker('src/main/lab/worker.ts', 'lab-worker.js'),
  datasetsWorker: worker('src/main/datasets/worker.ts', 'datasets-worker.js'),
  /** Folder of the built WebAssembly kernels. */
  kernels: join(unpackedRoot, 'resources/kernels'),
  /** Folder of the built-in recipes, one JSON file each. */
  recipes: join(unpackedRoot, 'resources/recipes'),
  preload: join(root, 'out/preload/index.cjs'),
  renderer: join(root, 'out/renderer'),
} as const;

/**
 * The workspace that the app and the command line share: `BACKPROP_WORKSPACE`, else the system's folder for application
 * data (XDG on Linux).
 */
export function defaultWorkspace(
  env: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): string {
  if (env['BACKPROP_WORKSPACE']) return env['BACKPROP_WORKSPACE'];
  if (platform === 'darwin') return join(home, 'Library/Application Support/Backprop Workbench');
  if (platform === 'win32') return join(env['APPDATA'] ?? join(home, 'AppData/Roaming'), 'Backprop Workbench');
  return join(env['XDG_DATA_HOME'] || join(home, '.local/share'), 'backprop-workbench');
}

function worker(source: string, bundle: string): string {
  return fromSources ? join(root, source) : join(unpackedRoot, 'out/main', bundle);
}

function nearestPackage(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error(`paths: no package.json above ${import.meta.filename}`);
  return nearestPackage(parent);
}
