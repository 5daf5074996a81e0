/** The built command line as a process of its own, as a person or a script runs it. */

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { ensureBuilt } from '../../../scripts/lib/build.ts';
import { kernels, main } from '../../../scripts/lib/parts.ts';
import type { ExperimentDocument } from '../../../src/shared/result/document.ts';

const program = resolve(import.meta.dirname, '../../../out/main/cli.js');

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Builds what is missing; for `beforeAll`. */
export const buildCli = (): Promise<unknown> => ensureBuilt([kernels, main]);

/** Commands that share a folder, and in it a workspace. */
export function commandsIn(folder: string) {
  const workspace = join(folder, 'workspace');
  const begin = (...args: string[]): { child: ChildProcess; ended: Promise<Ended> } => {
    const child = spawn(process.execPath, [program, ...args, '--workspace', workspace], { cwd: folder });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => void (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => void (stderr += chunk.toString()));
    const ended = once(child, 'close').then(([status]: (number | null)[]) => ({
      status: status ?? null,
      stdout,
      stderr,
    }));
    return { child, ended };
  };
  const command = (...args: string[]): Promise<Ended> => begin(...args).ended;
  return { begin, command };
}

export const documentOf = ({ stdout }: Ended): ExperimentDocument => JSON.parse(stdout) as ExperimentDocument;

/** A second's work on built-in data. */
export const smallExperiment = {
  version: 1,
  dataset: { source: 'synthetic-digits', trainSize: 1000 },
  network: { hidden: [{ units: 16, activation: 'relu' }], output: 'softmax' },
  training: { optimizer: { type: 'sgd', learningRate: 0.2 }, batchSize: 50, epochs: 3 },
};
