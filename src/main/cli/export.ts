/** `export <run…> --format npz|csv|json --out <path>`: weights, series, or everything about a run. */

import { Option, type Command } from 'commander';
import { resolve } from 'node:path';
import { UserError, messageOf } from '../../shared/errors.ts';
import { seriesCsv } from '../export/csv.ts';
import type { RunRecord } from '../store/store.ts';
import { exit, type ExitStatus } from './exit.ts';
import type { CliHost } from './host.ts';
import { addWorkspaceOption, workspaceOf, type WorkspaceOption } from './options.ts';
import { findRun, wholeRunDocument } from './runs.ts';
import type { CliService } from './service.ts';
import { writeFileWhole } from './weights.ts';
import { withService } from './with-service.ts';

type Exporter = (runs: readonly RunRecord[], service: CliService) => Promise<Uint8Array | string>;

const formats = {
  /** The final weights of one run. */
  npz: async (runs, service) => {
    if (runs.length !== 1)
      throw new UserError('invalid-input', `export --format npz: given ${runs.length} runs, expected one run a file.`);
    const weights = await service.readWeights(runs[0]!.id);
    if (weights) return weights;
    throw new UserError('not-found', `export: run ${runs[0]!.id} has no weights, since it is ${runs[0]!.status}.`);
  },
  /** The series of every run, one row a step. */
  csv: async (runs, service) => {
    const all = [];
    for (const record of runs) all.push({ record, series: await service.readSeries(record.id) });
    return seriesCsv(all);
  },
  /** What `show --json --series` prints: one object, or a list of them for several runs. */
  json: async (runs, service) => {
    const documents: unknown[] = [];
    for (const record of runs) documents.push(wholeRunDocument(record, await service.readSeries(record.id)));
    return `${JSON.stringify(documents.length === 1 ? documents[0] : documents)}\n`;
  },
} satisfies Record<string, Exporter>;

interface ExportOptions extends WorkspaceOption {
  readonly format: keyof typeof formats;
  readonly out: string;
}

export function addExport(program: Command, host: CliHost, done: (status: ExitStatus) => void): void {
  addWorkspaceOption(program.command('export'))
    .argument('<run...>', 'ids of runs, or their beginnings')
    .description('write weights or series of runs to a file')
    .addOption(new Option('--format <format>', 'what to write').choices(Object.keys(formats)).makeOptionMandatory())
    .requiredOption('--out <path>', 'the file to write')
    .action(async (ids: readonly string[], options: ExportOptions) => {
      const service = { workspace: workspaceOf(options, host), threads: 1 };
      const content = await withService(service, host, async (opened) => {
        const runs = await Promise.all(ids.map((id) => findRun(opened, id)));
        return formats[options.format](runs, opened);
      });
      await writeFileWhole(resolve(host.folder, options.out), content).catch((error: unknown) => {
        throw new UserError('invalid-input', `export --out ${options.out}: cannot be written (${messageOf(error)}).`);
      });
      done(exit.done);
    });
}
