/**
 * `npm run -s cli -- …`: the command line from a checkout. Builds what is missing, then becomes the command; nothing of its
 * own reaches stdout. Paths are taken from where npm was called.
 */

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { messageOf } from '../src/shared/errors.ts';
import { ensureBuilt, root } from './lib/build.ts';
import { kernels, main, renderer } from './lib/parts.ts';

try {
  await ensureBuilt(process.argv[2] === 'serve' ? [kernels, main, renderer] : [kernels, main]);
} catch (error) {
  console.error(messageOf(error));
  process.exit(1);
}
if (process.env['INIT_CWD']) process.chdir(process.env['INIT_CWD']);
await import(pathToFileURL(join(root, 'out/main/cli.js')).href);
