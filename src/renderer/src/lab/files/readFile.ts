/** A file that a person chose, read into memory for the service. */

import type { LabFile } from '../../../../shared/contract.ts';
import { mostFileBytes } from '../../../../shared/contract/lab.ts';
import { UserError } from '../../../../shared/errors.ts';
import { formatBytes } from '../../../../shared/format.ts';

/** @throws UserError for a file that is too large or cannot be read */
export async function readFile(file: File): Promise<LabFile> {
  if (file.size > mostFileBytes)
    throw new UserError(
      'invalid-input',
      `${file.name}: has ${formatBytes(file.size)}, expected at most ${formatBytes(mostFileBytes)}; take a batch of fewer ` +
        'images, or use "verify" of the command line.',
    );
  try {
    return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
  } catch (error) {
    throw new UserError('invalid-input', `${file.name}: cannot be read; was it moved or removed? Choose it again.`, {
      cause: error,
    });
  }
}
