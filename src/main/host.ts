/**
 * What a host (Electron, `serve`, the terminal) sees of the workbench service. `workbench.ts` implements it; the hosts
 * only open it, carry its calls and events, and close it.
 */

import type { OnEvent } from '../shared/client.ts';
import type { WorkbenchApi } from '../shared/contract.ts';

export interface WorkbenchOptions {
  /** The folder that keeps everything; created when it does not exist. */
  readonly workspace: string;
  readonly host: 'electron' | 'browser';
  /** Shown to the user. */
  readonly version: string;
  /** Asks for a folder or file with a dialog of the system. @default answers null: this host has no dialogs */
  readonly chooseDatasetPath?: () => Promise<string | null>;
}

export interface Workbench {
  readonly api: WorkbenchApi;
  /** Hears one event until the returned function is called. */
  readonly on: OnEvent;
  /** True while a run trains or waits for its turn. */
  busy(): boolean;
  /** Stops the runs where they are, writes everything down, ends every worker. What was trained is kept. */
  close(): Promise<void>;
}

export type OpenWorkbench = (options: WorkbenchOptions) => Promise<Workbench>;
