/** What the command line needs of the process around it. `cli.ts` gives the real one, the tests a double. */

import type { OpenService, Serve } from './service.ts';

export interface Output {
  write(text: string): void;
  /** True on a terminal, where a line can be rewritten. */
  readonly isTTY: boolean;
  /** Characters of a line, for what is rewritten. */
  readonly columns: number;
}

export interface CliHost {
  readonly version: string;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Relative paths count from here. */
  readonly folder: string;
  /** Where runs are kept without `--workspace`. */
  readonly workspace: string;
  readonly recipes: string;
  readonly openService: OpenService;
  readonly serve: Serve;
  /** Aborted on Ctrl-C. */
  readonly interrupted: AbortSignal;
  /** Milliseconds, for time left and for how often progress is written. */
  readonly now: () => number;
}
