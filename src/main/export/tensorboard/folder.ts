/** What TensorBoard calls a log directory: one folder for each run, an event file in it. Pure. */

import type { RunSeries } from '../../../shared/contract.ts';
import { runName } from '../../../shared/names.ts';
import type { RunRecord } from '../../store/store.ts';
import { encodeEvents } from './events.ts';

/**
 * Event files by their path within the folder: the file alone for a single run, in a folder of the run's name for several.
 * Equal runs give equal names and bytes, so that exporting again replaces the file instead of adding curves twice.
 */
export function tensorboardFolder(
  runs: readonly { readonly record: RunRecord; readonly series: RunSeries }[],
): Map<string, Uint8Array> {
  return new Map(
    runs.map(({ record, series }) => {
      const folder = runs.length > 1 ? `${folderName(record)}/` : '';
      return [`${folder}${fileName(record)}`, encodeEvents(record, series)];
    }),
  );
}

/** TensorBoard takes files with `tfevents` in their names and reads them in the order of their names. */
function fileName({ startedAt }: RunRecord): string {
  const seconds = String(Math.floor((startedAt ?? 0) / 1000)).padStart(10, '0');
  return `events.out.tfevents.${seconds}.backprop-workbench`;
}

/** `vu-seeds lr 0.03 seed 2 a1b2c3d4`, without what a file system or TensorBoard would stumble over. */
function folderName(record: RunRecord): string {
  return `${record.experiment.name} ${runName(record)} ${record.id.slice(0, 8)}`
    .replaceAll(/[^\p{L}\p{N}.+-]+/gu, '_')
    .replace(/^[._]+/, '');
}
