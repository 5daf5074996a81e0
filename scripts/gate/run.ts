/** Runs the tools of node_modules. */

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../lib/build.ts';

export interface Ended {
  readonly status: number;
  /** Both streams in order, where they were captured. */
  readonly output: string;
}

/** `script` is a file of the repository, run by this very Node. */
export function runNode(
  script: string,
  args: readonly string[],
  { show = false, env = {} }: { show?: boolean; env?: Record<string, string> } = {},
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, script), ...args], {
      cwd: root,
      // a log that is no terminal is read as it is: a dot a test, without a colour for each
      env: { ...process.env, ...(process.stdout.isTTY ? {} : { NO_COLOR: '1' }), ...env },
      stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
    });
    let output = '';
    const add = (chunk: Buffer): void => void (output += chunk.toString());
    child.stdout?.on('data', add);
    child.stderr?.on('data', add);
    child.on('error', reject);
    child.on('close', (code) => resolve({ status: code ?? 1, output }));
  });
}
