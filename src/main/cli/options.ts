/** Options that several commands share, and how their values are read. */

import { InvalidArgumentError, type Command } from 'commander';
import { resolve } from 'node:path';
import type { CliHost } from './host.ts';

export interface WorkspaceOption {
  readonly workspace?: string;
}

/** The options of every command that trains. */
export interface TrainingOptions extends WorkspaceOption {
  readonly data?: string;
  readonly weightsOut?: string;
  readonly threads: number;
  readonly json?: true;
  readonly series?: true;
  readonly quiet?: true;
}

/** The options of `run` and `gradcheck`. */
export interface ExperimentOptions extends TrainingOptions {
  readonly set: readonly string[];
  readonly seed?: number;
  readonly repeats?: number;
  readonly weightsIn?: string;
}

/** Reads a whole number; anything else is a usage error. */
export function wholeNumber(least: number, most: number = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    const range = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
    throw new InvalidArgumentError(`Expected a whole number ${range}.`);
  };
}

const collect = (text: string, before: readonly string[]): string[] => [...before, text];

export function addWorkspaceOption(command: Command): Command {
  return command.option('--workspace <folder>', 'where runs are kept (default: the app’s own folder)');
}

/** Options of the commands that train. */
export function addTrainingOptions(command: Command): Command {
  return addWorkspaceOption(command)
    .option('--data <path>', 'the images: a folder, zip, npz or csv')
    .option('--weights-out <file.npz>', 'write the final weights (one run only)')
    .option('--threads <n>', 'threads that train at most (default: every core)', wholeNumber(1, 256), 0)
    .option('--json', 'print one JSON document')
    .option('--series', 'with --json: every step and evaluation')
    .option('--quiet', 'no progress');
}

export function addExperimentOptions(command: Command): Command {
  return addTrainingOptions(command)
    .option('--set <path=value>', 'change a setting (repeatable); a swept one is no longer swept', collect, [])
    .option('--seed <n>', 'the first seed', wholeNumber(0))
    .option('--repeats <n>', 'runs of each configuration, with consecutive seeds', wholeNumber(1, 1000))
    .option('--weights-in <file.npz>', 'start from these weights (W1, b1, …)');
}

export function workspaceOf(options: WorkspaceOption, host: CliHost): string {
  return options.workspace === undefined ? host.workspace : resolve(host.folder, options.workspace);
}
