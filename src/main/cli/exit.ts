/** How a command ends: the exit statuses that scripts rely on. */

import { CommanderError } from 'commander';
import { UserError, messageOf } from '../../shared/errors.ts';

export const exit = {
  /** All runs finished or diverged; a check passed. */
  done: 0,
  /** A run failed, a check did not pass, or the program has a defect. */
  failed: 1,
  /** Usage, file or dataset: nothing was started. */
  wrongInput: 2,
  /** Ctrl-C; what was trained is kept. */
  interrupted: 130,
} as const;

export type ExitStatus = (typeof exit)[keyof typeof exit];

export interface Failure {
  readonly status: ExitStatus;
  /** For stderr; null where it was written already. */
  readonly message: string | null;
}

/** What to tell about anything thrown, without a stack trace. */
export function failureOf(error: unknown): Failure {
  if (error instanceof CommanderError) {
    // Help and version end like this too; commander has written whatever there is to say.
    return { status: error.exitCode === 0 ? exit.done : exit.wrongInput, message: null };
  }
  if (error instanceof UserError) {
    const status = error.code === 'internal' || error.code === 'conflict' ? exit.failed : exit.wrongInput;
    return { status, message: `error: ${error.message}` };
  }
  return { status: exit.failed, message: `error: ${messageOf(error)} (this is a defect of the program)` };
}
