/**
 * `npm start`: the app in its window. Where that cannot be, it says why in one sentence and serves the workbench to a
 * browser instead. `npm run dev` does the same with the page reloading while it is worked on.
 */

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { messageOf } from '../src/shared/errors.ts';
import { ensureBuilt, root } from './lib/build.ts';
import { displayProblem, electronFlags, obtainElectron } from './lib/electron.ts';
import { allParts } from './lib/parts.ts';

/** A window that closes with an error this soon never opened. Milliseconds. */
const soon = 5_000;

const develop = process.argv.includes('--dev');
const args = process.argv.slice(2).filter((arg) => arg !== '--dev');

try {
  await ensureBuilt(allParts);
  const problem = displayProblem() ?? (await openWindow());
  if (problem !== null) await serveInstead(problem);
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}

/** Resolves when the app was closed; with some words on why where it could not open. */
async function openWindow(): Promise<string | null> {
  const found = obtainElectron();
  if ('missing' in found) return found.missing;
  if (develop) return developInWindow();
  const started = Date.now();
  const code = await exitOf(found.binary, [...electronFlags, root, ...args]);
  if (code !== 0 && Date.now() - started < soon) return `it ended with status ${code} as soon as it started`;
  process.exitCode = code;
  return null;
}

async function developInWindow(): Promise<null> {
  process.exitCode = await exitOf(process.execPath, [
    join(root, 'node_modules/electron-vite/bin/electron-vite.js'),
    'dev',
    ...(electronFlags.includes('--no-sandbox') ? ['--noSandbox'] : []),
  ]);
  return null;
}

async function serveInstead(problem: string): Promise<void> {
  console.error(`Electron cannot open its window because ${problem}, so the workbench opens in a browser instead.`);
  if (develop) await rebuildOnChange();
  const cli = join(root, 'out/main/cli.js');
  process.argv = [process.execPath, cli, 'serve', ...args];
  await import(pathToFileURL(cli).href);
}

/** The page is bundled anew at every change; reloading it shows the result. */
async function rebuildOnChange(): Promise<void> {
  const [{ resolveConfig }, vite] = await Promise.all([import('electron-vite'), import('vite')]);
  const { config } = await resolveConfig({ root, logLevel: 'info', build: { watch: {} } }, 'build', 'development');
  await vite.build(config?.renderer);
}

function exitOf(command: string, commandArgs: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, commandArgs, { cwd: root, stdio: 'inherit' });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}
