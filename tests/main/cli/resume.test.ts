/** `resume`: over the double for its document, and as real processes for a run that is killed in its middle. */

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { DatabaseSync } from 'node:sqlite';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { joinDocuments } from '../../../src/main/cli/resume.ts';
import type { ExperimentDocument } from '../../../src/shared/result/document.ts';
import { cli } from './double.ts';

describe('the document', () => {
  const document = (name: string, sha256: string): ExperimentDocument => ({
    name,
    dataset: { id: 'mnist', sha256, train: 1, validation: 0, test: 0, inputs: 1, classes: 2 },
    runs: [],
    groups: [{ overrides: {}, n: 1, nUsed: 1, diverged: 0, final: { train: null, validation: null, test: null } }],
    expectations: [],
  });

  it('of one experiment is that of run', () => {
    const only = document('a', 'x');
    expect(joinDocuments([only])).toBe(only);
  });

  it('of several names the experiment at each part, and the data only where they share them', () => {
    const joined = joinDocuments([document('a', 'x'), document('b', 'x')]);
    expect(joined).toMatchObject({ name: 'a, b', dataset: { sha256: 'x' } });
    expect(joined.groups).toMatchObject([{ experiment: 'a' }, { experiment: 'b' }]);
    expect(joinDocuments([document('a', 'x'), document('b', 'y')]).dataset).toBeNull();
  });

  it('of none is empty, said on stderr, and no failure', async () => {
    const { status, stdout, stderr } = await cli(['resume', '--json']);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ name: '', dataset: null, runs: [], groups: [], expectations: [] });
    expect(stderr).toContain('no run of this workspace is interrupted');
  });
});

describe('a run killed in its middle', () => {
  const entry = resolve(import.meta.dirname, '../../../src/main/cli.ts');
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'backprop-killed-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const settings = ['vu-synthetic', '--repeats', '1', '--quiet', '--set', 'training.batchSize=10', '--set', 'training.epochs=200']; // prettier-ignore

  function start(args: readonly string[]) {
    const child = spawn(process.execPath, [entry, ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => void child.kill('SIGKILL'));
    let output = '';
    child.stdout.on('data', (chunk) => (output += String(chunk)));
    const ended = new Promise<number | null>((done) => child.once('close', (status) => done(status)));
    return { child, ended, output: () => output };
  }

  async function finished(args: readonly string[]): Promise<string> {
    const { ended, output } = start(args);
    expect(await ended).toBe(0);
    return output();
  }

  /** Asks the database, as a resuming process will: a file counts only once its row names it. */
  const hasResumePoint = (workspace: string): boolean => {
    const file = join(workspace, 'workbench.sqlite');
    if (!existsSync(file)) return false;
    const sql = new DatabaseSync(file, { readOnly: true });
    try {
      return Number(sql.prepare('SELECT count(*) AS points FROM resumePoints').get()?.points) > 0;
    } catch {
      return false; // the tables are just being made
    } finally {
      sql.close();
    }
  };

  it('ends with the same weights as one left alone', { timeout: 60_000 }, async () => {
    const workspace = join(folder, 'killed');
    const { child, ended } = start(['run', ...settings, '--workspace', workspace]);
    await expect.poll(() => hasResumePoint(workspace), { timeout: 30_000, interval: 20 }).toBe(true);
    child.kill('SIGKILL');
    expect(await ended).toBeNull();

    const resumed = await finished(['resume', '--json', '--quiet', '--workspace', workspace]);
    const { runs } = JSON.parse(resumed) as ExperimentDocument;
    expect(runs[0]).toMatchObject({ status: 'finished' });
    expect(runs[0]!.resumedFromStep).toBeGreaterThan(0);
    await finished([
      'export',
      runs[0]!.id,
      '--format',
      'npz',
      '--workspace',
      workspace,
      '--out',
      join(folder, 'a.npz'),
    ]);
    await finished(['run', ...settings, '--workspace', join(folder, 'alone'), '--weights-out', join(folder, 'b.npz')]);
    const [killed, alone] = await Promise.all([readFile(join(folder, 'a.npz')), readFile(join(folder, 'b.npz'))]);
    expect(killed.equals(alone)).toBe(true);
  });
});
