/** What the Electron preload puts into the page, and the two channels it uses. `serve` has none of it. */

import type { Transport } from './client.ts';

export const callChannel = 'workbench:call';
export const eventChannel = 'workbench:event';

/** The name under which the page finds its transport: `globalThis.workbench`. */
export const bridgeName = 'workbench';
export interface Bridge extends Transport {
  /** Where a file that was dropped or chosen lies on this machine; empty where it lies nowhere. Takes the page's `File`. */
  pathOf(file: object): string;
}
