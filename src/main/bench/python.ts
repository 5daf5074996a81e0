/**
 * The peers' side of the benchmark: Python processes that train the same work with NumPy, PyTorch and scikit-learn, one for
 * each number of threads, since those libraries read it once at their start. Not part of an installed app; where there is no
 * Python, or none with NumPy, there are no peers.
 */

import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { paths } from '../paths.ts';
import type { Work } from './stopwatch.ts';

export const peerNames = ['numpy', 'torch', 'sklearn'] as const;
export type PeerName = (typeof peerNames)[number];

export interface PeerData {
  readonly name: string;
  readonly inputs: number;
  /** Files of raw bytes. */
  readonly images: string;
  readonly labels: string;
}

export interface PeerWork extends Work {
  readonly peer: PeerName;
  /** Share of an epoch to train, where a whole one takes too long; the seconds are scaled to a whole one. */
  readonly fraction: number;
  /** Evaluations of all images afterwards, whose seconds then count too. */
  readonly evaluate: number;
}

export interface PythonPeer {
  readonly versions: Readonly<Partial<Record<PeerName, string>>>;
  load(data: PeerData): Promise<void>;
  /** Seconds. Rejects with the library's own message. */
  train(work: PeerWork): Promise<number>;
  close(): void;
}

const program = join(paths.root, 'bench/peers.py');

/** Programs tried for a Python: `BACKPROP_PYTHON`, what the shell finds, and the system's own. */
export function pythonPrograms(env: NodeJS.ProcessEnv = process.env): string[] {
  const candidates = [env['BACKPROP_PYTHON'], 'python3', '/usr/bin/python3', 'python'];
  return [...new Set(candidates.filter((candidate) => candidate !== undefined && candidate !== ''))] as string[];
}

/** Null where there is no such Python, no NumPy, or no `bench/peers.py`. */
export async function openPeer(python: string, threads: number): Promise<PythonPeer | null> {
  if (!existsSync(program)) return null;
  const count = String(threads);
  const env = { ...process.env, OMP_NUM_THREADS: count, OPENBLAS_NUM_THREADS: count, MKL_NUM_THREADS: count };
  const ask = createConversation(spawn(python, [program], { env, stdio: 'pipe' }));
  try {
    const { peers } = (await ask.request({ do: 'peers' })) as { peers: Partial<Record<PeerName, string>> };
    return {
      versions: peers,
      load: async (data) => void (await ask.request({ do: 'load', ...data })),
      async train({ data, hidden, activation, batch, momentum, epochs, peer, fraction, evaluate }) {
        const work = { data, hidden, activation, batch, momentum, epochs, peer, fraction, evaluate };
        const { seconds } = (await ask.request({ do: 'train', ...work })) as { seconds: number };
        return seconds;
      },
      close: ask.close,
    };
  } catch {
    ask.close();
    return null;
  }
}

/** Requests and answers, a line each, in order. */
function createConversation(child: ChildProcessWithoutNullStreams) {
  const waiting: { resolve(answer: object): void; reject(error: Error): void }[] = [];
  const fail = (message: string): void => {
    for (const { reject } of waiting.splice(0)) reject(new Error(`bench: ${message}`));
  };
  child.on('error', (error) => fail(error.message));
  child.on('exit', (code) => fail(`Python ended with ${code}`));
  child.stdin.on('error', () => undefined);
  child.stderr.resume();
  createInterface({ input: child.stdout }).on('line', (line) => {
    const answer = JSON.parse(line) as { error?: string };
    const next = waiting.shift();
    if (answer.error !== undefined) next?.reject(new Error(answer.error));
    else next?.resolve(answer);
  });
  return {
    request: (request: object) =>
      new Promise<object>((resolve, reject) => {
        waiting.push({ resolve, reject });
        child.stdin.write(`${JSON.stringify(request)}\n`);
      }),
    close: () => void child.kill(),
  };
}
