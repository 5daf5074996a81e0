/** Host 3: the terminal. The process around the command line of `cli/`: streams, folders, Ctrl-C, exit status. */

import { getEventListeners } from 'node:events';
import { exit } from './cli/exit.ts';
import { runCli } from './cli/program.ts';
import type { CliHost, Output } from './cli/host.ts';
import { defaultWorkspace, paths } from './paths.ts';
import { serveUntil } from './serve.ts';
import { openService } from './service/terminal.ts';
import { readVersion } from './version.ts';
import { openWorkbench } from './workbench.ts';

function output(stream: NodeJS.WriteStream): Output {
  // A reader that has seen enough (`| head`) is no error.
  stream.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  return {
    write: (text) => void stream.write(text),
    isTTY: stream.isTTY === true,
    get columns() {
      return stream.columns ?? 100;
    },
  };
}

const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    // The first one stops runs and keeps what they have. Where nothing has to be kept, or at a second one, it ends at once.
    const { aborted } = interruption.signal;
    if (aborted || getEventListeners(interruption.signal, 'abort').length === 0) process.exit(exit.interrupted);
    interruption.abort();
  });
}

const host: CliHost = {
  version: readVersion(),
  stdout: output(process.stdout),
  stderr: output(process.stderr),
  folder: process.cwd(),
  workspace: defaultWorkspace(),
  recipes: paths.recipes,
  openService,
  serve: (options, onReady, signal) => serveUntil({ ...options, openWorkbench }, onReady, signal),
  interrupted: interruption.signal,
  now: () => performance.now(),
};

process.exitCode = await runCli(process.argv.slice(2), host);
