/** What an exporter is asked for, and what it gives. */

import type { SplitName } from '../../shared/contract.ts';
import type { CliHost } from './host.ts';
import type { WorkspaceOption } from './options.ts';
import type { CliService } from './service.ts';

/** Options that single formats take. */
export interface FormatOptions extends WorkspaceOption {
  /** For predictions. */
  readonly split: SplitName;
  /** The others are for batches. */
  readonly samples?: number;
  readonly seed?: number;
  readonly data?: string;
  readonly expected?: true;
}

export interface ExportRequest {
  /** Arguments of the command: ids of runs, or their beginnings. */
  readonly sources: readonly string[];
  readonly options: FormatOptions;
  readonly service: CliService;
  readonly host: CliHost;
}

/** One file, or the files of a folder by their paths within it. */
export type Exported = Uint8Array | string | ReadonlyMap<string, Uint8Array>;
