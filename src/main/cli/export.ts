/** `export <run…> --format … --out <path>`: weights, series, models, or everything about a run. */

import { Option, type Command } from 'commander';
import { mkdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { UserError, messageOf } from '../../shared/errors.ts';
import { splitNames } from '../../shared/experiment.ts';
import { exit, type ExitStatus } from './exit.ts';
import type { Exported, FormatOptions } from './export-request.ts';
import { exportFormats } from './export-formats.ts';
import type { CliHost } from './host.ts';
import { addWorkspaceOption, wholeNumber, workspaceOf } from './options.ts';
import { writeFileWhole } from './weights.ts';
import { withService } from './with-service.ts';

interface ExportOptions extends FormatOptions {
  readonly format: keyof typeof exportFormats;
  readonly out: string;
}

export function addExport(program: Command, host: CliHost, done: (status: ExitStatus) => void): void {
  addWorkspaceOption(program.command('export'))
    .argument('<run...>', 'ids of runs, or their beginnings; for batch also an experiment file or a recipe')
    .description('write weights, series or models of runs to a file')
    .addOption(
      new Option('--format <format>', 'what to write').choices(Object.keys(exportFormats)).makeOptionMandatory(),
    )
    .addOption(new Option('--split <split>', 'whose predictions to write').choices(splitNames).default('test'))
    .requiredOption('--out <path>', 'the file to write; a folder for tensorboard')
    .option(
      '--samples <n>',
      'for batch: so many training images (default: those of one step, at most 100)',
      wholeNumber(1),
    )
    .option('--seed <n>', 'for batch of an experiment: the seed of its weights', wholeNumber(0))
    .option('--data <path>', 'for batch of an experiment: its images')
    .option('--expected', 'for batch: with the values of a right solution')
    .action(async (sources: readonly string[], options: ExportOptions) => {
      const opened = { workspace: workspaceOf(options, host), threads: 1 };
      const content = await withService<Exported>(opened, host, (service) =>
        exportFormats[options.format]({ sources, options, service, host }),
      );
      await write(resolve(host.folder, options.out), content).catch((error: unknown) => {
        throw new UserError('invalid-input', `export --out ${options.out}: cannot be written (${messageOf(error)}).`);
      });
      done(exit.done);
    });
}

/** Files of a folder are written into it, beside what it holds; the folder is made where it is missing. */
async function write(path: string, content: Exported): Promise<void> {
  if (typeof content === 'string' || content instanceof Uint8Array) return writeFileWhole(path, content);
  for (const [name, bytes] of content) {
    await mkdir(dirname(join(path, name)), { recursive: true });
    await writeFileWhole(join(path, name), bytes);
  }
}
