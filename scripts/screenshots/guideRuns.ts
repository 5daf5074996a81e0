/** The experiments of a workspace by name, asked of the command line: the addresses of their screens need the ids. */

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../lib/build.ts';

const execute = promisify(execFile);

export interface TrainedExperiment {
  readonly id: string;
  /** Ids of its runs, by setting and seed. */
  readonly runs: readonly string[];
}

/** @throws Error where there is none of the name */
export type Trained = (name: string) => TrainedExperiment;

export async function experimentsIn(workspace: string): Promise<Trained> {
  const args = [join(root, 'out/main/cli.js'), 'list', '--json', '--workspace', workspace];
  const { stdout } = await execute(process.execPath, args, { maxBuffer: 2 ** 28 });
  const listed = JSON.parse(stdout) as readonly {
    readonly id: string;
    readonly name: string;
    readonly runs: readonly { readonly id: string }[];
  }[];
  return (name) => {
    const found = listed.find((each) => each.name === name);
    if (!found) throw new Error(`${name}: no such experiment among ${listed.map((each) => each.name).join(', ')}`);
    return { id: found.id, runs: found.runs.map(({ id }) => id) };
  };
}
