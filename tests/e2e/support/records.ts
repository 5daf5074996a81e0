/** What the workspace holds, asked of the command line while the page is open: a second witness to what the page shows. */

import { expect } from '@playwright/test';
import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

const cli = resolve(import.meta.dirname, '../../../out/main/cli.js');
const execute = promisify(execFile);

interface ScoreRecord {
  readonly loss: number | null;
  readonly error: number | null;
}
type ScoresRecord = Readonly<Record<'train' | 'validation' | 'test', ScoreRecord | null>>;

export interface RunRecord {
  readonly id: string;
  readonly status: string;
  readonly steps: number;
  readonly parameters: number;
  readonly dataset: { readonly id: string; readonly train: number; readonly validation: number; readonly test: number };
  readonly initial: ScoresRecord;
  readonly final: ScoresRecord;
  readonly series: {
    readonly batchLoss: readonly (number | null)[];
    readonly evaluations: readonly ({ readonly step: number } & ScoresRecord)[];
  };
}

/** What `list` tells of a run. */
export interface ListedRun extends Omit<RunRecord, 'series' | 'dataset'> {
  readonly overrides: Readonly<Record<string, unknown>>;
  readonly seed: number;
}

/** The runs of the experiment of that name. */
export async function runsOf(workspace: string, experiment: string): Promise<readonly ListedRun[]> {
  const { stdout } = await execute(process.execPath, [cli, 'list', '--json', '--workspace', workspace], {
    maxBuffer: 2 ** 28,
  });
  const listed = JSON.parse(stdout) as { readonly name: string; readonly runs: readonly ListedRun[] }[];
  const found = listed.find(({ name }) => name === experiment);
  if (!found) throw new Error(`${experiment}: no such experiment among ${listed.map(({ name }) => name).join(', ')}`);
  return found.runs;
}

/** The same once all of them have an end in the store, which is written a moment after the page has told of it. */
export async function endedRunsOf(workspace: string, experiment: string): Promise<readonly ListedRun[]> {
  let runs: readonly ListedRun[] = [];
  await expect(async () => {
    runs = await runsOf(workspace, experiment);
    expect(runs.map(({ status }) => status)).not.toContain('interrupted');
  }).toPass({ timeout: 10_000 });
  return runs;
}

/** The run whose page this is. */
export async function recordOf(workspace: string, url: string): Promise<RunRecord> {
  const id = /\/runs\/([\w-]+)/.exec(url)?.[1];
  if (id === undefined) throw new Error(`${url} is no run's page`);
  const { stdout } = await execute(
    process.execPath,
    [cli, 'show', id, '--json', '--series', '--workspace', workspace],
    { maxBuffer: 2 ** 28 },
  );
  return JSON.parse(stdout) as RunRecord;
}
