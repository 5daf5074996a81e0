/** `inspect <path>`: reads a dataset and prints shape, classes, counts, range and SHA-256. */

import type { Command } from 'commander';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { formatCount } from '../../shared/format.ts';
import { inspectDataset, type InspectDocument } from '../datasets/inspect.ts';
import { exit, type ExitStatus } from './exit.ts';
import type { CliHost } from './host.ts';
import { addWorkspaceOption, workspaceOf, type WorkspaceOption } from './options.ts';
import { textTable } from './table.ts';
import { withService } from './with-service.ts';

interface InspectOptions extends WorkspaceOption {
  readonly json?: true;
  readonly skipBroken?: true;
}

export function addInspect(program: Command, host: CliHost, done: (status: ExitStatus) => void): void {
  addWorkspaceOption(program.command('inspect'))
    .argument('<path>', 'a folder or file with images, or the id of a dataset of the library')
    .description('read a dataset and print what is in it')
    .option('--json', 'print one JSON document')
    .option('--skip-broken', 'leave out broken images and rows, and count them')
    .action(async (path: string, options: InspectOptions) => {
      const absolute = resolve(host.folder, path);
      const document = await withService({ workspace: workspaceOf(options, host), threads: 1 }, host, async (service) =>
        inspectDataset(
          await service.loadDataset(existsSync(absolute) ? absolute : path, { skipBroken: options.skipBroken }),
        ),
      );
      host.stdout.write(options.json ? `${JSON.stringify(document, null, 2)}\n` : inspectReport(document));
      done(exit.done);
    });
}

/** The readable form: facts, then images per class. */
export function inspectReport({ format, train, test, classes, sha256, skipped, notes = [] }: InspectDocument): string {
  const splits = [['training', train] as const, ...(test ? [['test', test] as const] : [])];
  const facts = textTable(
    ['split', 'images', 'shape', 'values'],
    splits.map(([name, split]) => [
      name,
      formatCount(split.count),
      `${split.height} × ${split.width}`,
      `${split.min} to ${split.max}`,
    ]),
  );
  const counts = textTable(
    ['class', ...splits.map(([name]) => name)],
    classes.map((name, i) => [name, ...splits.map(([, split]) => formatCount(split.perClass[i]))]),
  );
  const remarks = [...(skipped === undefined ? [] : [`${formatCount(skipped)} broken left out`]), ...notes];
  return [`format ${format}`, `SHA-256 ${sha256}`, ...remarks, `\n${facts}\n${counts}`].join('\n');
}
