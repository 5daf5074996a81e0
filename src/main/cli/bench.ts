/** `bench`: how fast this machine trains, beside what a person would use instead. */

import type { Command } from 'commander';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UserError } from '../../shared/errors.ts';
import { benchData, runBench, runScaling } from '../bench/bench.ts';
import { geometricMean, type BenchResult } from '../bench/result.ts';
import type { Scaling } from '../bench/scaling.ts';
import { exit, type ExitStatus } from './exit.ts';
import type { CliHost } from './host.ts';
import { addWorkspaceOption, wholeNumber, workspaceOf, type WorkspaceOption } from './options.ts';
import { textTable } from './table.ts';
import { withService } from './with-service.ts';

interface BenchCommandOptions extends WorkspaceOption {
  readonly data?: string;
  readonly only?: readonly string[];
  readonly repetitions: number;
  readonly peers: boolean;
  readonly scaling?: true;
  readonly json?: string | true;
}

export function addBench(program: Command, host: CliHost, done: (status: ExitStatus) => void): void {
  addWorkspaceOption(program.command('bench'))
    .description('measure how fast this machine trains, beside NumPy, PyTorch and scikit-learn where Python has them')
    .option('--data <path>', 'folder of MNIST, or one that holds mnist and notMNIST.npz (default: the library’s MNIST)')
    .option('--only <names...>', 'rows to measure')
    .option('--repetitions <n>', 'times each is measured; medians count', wholeNumber(1, 100), 5)
    .option('--no-peers', 'measure ourselves only')
    .option('--scaling', 'measure how time grows with units, batch, depth and threads instead')
    .option('--json [file]', 'write the figures as JSON, to stdout without a file')
    .action(async (options: BenchCommandOptions) => {
      const figures = await measure(options, host);
      const json = `${JSON.stringify(figures, null, 2)}\n`;
      if (options.json === true) host.stdout.write(json);
      else if (options.json !== undefined) await writeFile(resolve(host.folder, options.json), json);
      done(host.interrupted.aborted ? exit.interrupted : exit.done);
    });
}

async function measure(options: BenchCommandOptions, host: CliHost): Promise<readonly (BenchResult | Scaling)[]> {
  // With `--json` alone stdout is the document's; the table still tells how it goes.
  const out = options.json === true ? host.stderr : host.stdout;
  const folder = options.data === undefined ? await libraryPath(options, host) : resolve(host.folder, options.data);
  const { repetitions, peers, only = null } = options;
  const common = { data: benchData(folder, existsSync), repetitions, signal: host.interrupted };
  if (options.scaling) {
    const scalings: Scaling[] = [];
    const onAxis = (scaling: Scaling): void => {
      scalings.push(scaling);
      out.write(scalingTable(scaling));
    };
    await runScaling(common, onAxis);
    return scalings;
  }
  const results: BenchResult[] = [];
  const onResult = (result: BenchResult): void => {
    results.push(result);
    out.write(line(result));
  };
  await runBench({ ...common, only, peers, onResult });
  const mean = geometricMean(results);
  if (mean !== null) out.write(`geometric mean of the ratios: ${mean.toFixed(2)}\n`);
  return results;
}

/** Where the library's MNIST lies. The workspace is closed again before anything is measured. */
async function libraryPath(options: WorkspaceOption, host: CliHost): Promise<string> {
  const path = await withService({ workspace: workspaceOf(options, host), threads: 1 }, host, (service) =>
    service.datasetPath('mnist'),
  );
  if (path !== null) return path;
  throw new UserError('dataset', 'bench: the library has no MNIST; give its folder with --data.');
}

/** One row as soon as it is there: the whole takes minutes. */
function line({ name, unit, seconds, byThreads, gflops, peers, ratio, more = {} }: BenchResult): string {
  const ours = byThreads ? Object.entries(byThreads).map(([threads, each]) => `${threads} thr. ${figure(each)}`) : [];
  const theirs = Object.entries(peers).map(([peer, each]) => `${peer} ${Object.entries(each).map(([threads, value]) => `${threads}: ${figure(value)}`).join(' ')}`); // prettier-ignore
  const parts = [
    seconds === null ? '' : `${figure(seconds)} ${unit}`,
    ours.length > 1 ? `(${ours.join(', ')})` : '',
    gflops === null ? '' : `${gflops.toFixed(1)} GFLOP/s`,
    theirs.join(', '),
    ratio === null ? '' : `ratio ${ratio.toFixed(2)}`,
    ...Object.entries(more).map(([what, value]) => `${what}: ${value.toPrecision(3)}`),
  ];
  return `${name.padEnd(15)} ${parts.filter((part) => part !== '').join(' · ')}\n`;
}

const figure = (seconds: number): string => seconds.toPrecision(3);

function scalingTable({ title, points, law }: Scaling): string {
  const threads = Object.keys(points[0]?.seconds ?? {});
  const rows = points.map(({ x, seconds }) => [x, ...threads.map((count) => figure(seconds[count]!))]);
  const head = ['', ...threads.map((count) => `${count} thread${count === '1' ? '' : 's'}, s`)];
  return `${title}\n${textTable(head, rows)}exponent ${law.exponent.toFixed(2)} (R² ${law.rSquared.toFixed(3)})\n\n`;
}
