/** `npm run build`: kernels, main, preload and renderer, whatever of them is missing or stale. `--force` builds them all. */

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '../src/shared/errors.ts';
import { ensureBuilt, root } from './lib/build.ts';
import { allParts } from './lib/parts.ts';

if (process.argv.includes('--force')) rmSync(join(root, 'out/stamps'), { recursive: true, force: true });
try {
  await ensureBuilt(allParts);
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}
