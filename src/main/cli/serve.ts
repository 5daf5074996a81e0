/** `serve`: the workbench in a browser, on this machine only, until Ctrl-C. */

import type { Command } from 'commander';
import { resolve } from 'node:path';
import { exit, type ExitStatus } from './exit.ts';
import type { CliHost } from './host.ts';
import { addWorkspaceOption, wholeNumber, workspaceOf, type WorkspaceOption } from './options.ts';

interface ServeCommandOptions extends WorkspaceOption {
  readonly port: number;
  readonly data?: string;
  readonly open: boolean;
}

export function addServe(program: Command, host: CliHost, done: (status: ExitStatus) => void): void {
  addWorkspaceOption(program.command('serve'))
    .description('open the workbench in a browser')
    .option('--port <n>', 'port on the loopback address (default: any free one)', wholeNumber(0, 65_535), 0)
    .option('--data <path>', 'add a folder or file to the datasets first')
    .option('--no-open', 'do not open the browser, only print the address')
    .action(async ({ port, data, open, ...options }: ServeCommandOptions) => {
      const absolute = data === undefined ? null : resolve(host.folder, data);
      const request = { workspace: workspaceOf(options, host), port, data: absolute, open };
      await host.serve(request, (url) => host.stdout.write(`${url}\n`), host.interrupted);
      done(exit.done);
    });
}
