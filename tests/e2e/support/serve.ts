/** Starts the built `backprop serve` as a person would, and stops it as Ctrl+C does. */

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

const cli = resolve(import.meta.dirname, '../../../out/main/cli.js');

export interface Served {
  readonly url: string;
  stop(): Promise<void>;
  /** Ends it as a power cut does: nothing is tidied up. */
  kill(): Promise<void>;
}

/** @param env added to the environment, such as a mirror to download from */
export async function startServe(
  workspace: string,
  data: string | null,
  env: Readonly<Record<string, string>> = {},
): Promise<Served> {
  const args = ['serve', '--no-open', '--port', '0', '--workspace', workspace];
  if (data !== null) args.push('--data', data);
  const child = spawn(process.execPath, [cli, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  const url = await address(child);
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null) throw new Error(`serve ended by itself with status ${child.exitCode}`);
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  };
  return { url, stop: () => end('SIGINT'), kill: () => end('SIGKILL') };
}

function address(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      const found = /http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]+/.exec(said);
      if (found) resolve(found[0]);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.on('error', reject);
    child.on('exit', (code) =>
      reject(new Error(`serve ended with status ${code} before it gave an address:\n${said}`)),
    );
  });
}
