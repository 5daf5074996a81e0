/** The program's version, from package.json. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { paths } from './paths.ts';

export function readVersion(): string {
  const { version }: { version: string } = JSON.parse(readFileSync(join(paths.root, 'package.json'), 'utf8'));
  return version;
}
