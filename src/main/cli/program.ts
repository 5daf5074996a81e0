/**
 * The command line as a function: arguments in, exit status out. Only results go to stdout; what is wrong is one message
 * on stderr. Commands that do not exist yet do not appear.
 */

import { Command } from 'commander';
import { addBench } from './bench.ts';
import { addDownload } from './download.ts';
import { exit, failureOf, type ExitStatus } from './exit.ts';
import { addExport } from './export.ts';
import { addGradcheck } from './gradcheck.ts';
import type { CliHost } from './host.ts';
import { addInspect } from './inspect.ts';
import { addRecipes } from './recipes.ts';
import { addResume } from './resume.ts';
import { addRun } from './run.ts';
import { addList, addShow } from './runs.ts';
import { addServe } from './serve.ts';
import { addVerify } from './verify.ts';

/** @param args without the program's own name */
export async function runCli(args: readonly string[], host: CliHost): Promise<ExitStatus> {
  let status: ExitStatus = exit.wrongInput;
  const program = commandLine(host, (reached) => void (status = reached));
  try {
    await program.parseAsync(args, { from: 'user' });
    return status;
  } catch (error) {
    const failure = failureOf(error);
    if (failure.message !== null) host.stderr.write(`${failure.message}\n`);
    return failure.status;
  }
}

/**
 * Every command with its arguments and options; nothing is done before it parses something.
 * @param done is told the status that a command reached
 */
export function commandLine(host: CliHost, done: (reached: ExitStatus) => void): Command {
  const program = new Command('backprop')
    .description('Train multilayer perceptrons and compare them honestly.')
    .version(host.version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => host.stdout.write(text),
      writeErr: (text) => host.stderr.write(text),
      getOutHelpWidth: () => host.stdout.columns,
      getErrHelpWidth: () => host.stderr.columns,
    });
  for (const add of [
    addRun,
    addResume,
    addRecipes,
    addInspect,
    addDownload,
    addGradcheck,
    addList,
    addShow,
    addExport,
    addVerify,
    addServe,
    addBench,
  ])
    add(program, host, done);
  return program;
}
