/** The files of the built page. Only names inside its folder can be reached, and only kinds of file that a page has. */

import { readFileSync, realpathSync, statSync } from 'node:fs';
import { extname, join, sep } from 'node:path';

export interface Asset {
  readonly type: string;
  readonly bytes: Buffer;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/**
 * The file that a request's address names, `/` being index.html; null where there is none or it lies elsewhere. `url` is
 * taken as it came over the wire, since a URL parser would resolve `..` before anyone could refuse it.
 */
export function readAsset(folder: string, url: string): Asset | null {
  const name = decode(url.split(/[?#]/, 1)[0] ?? '');
  if (name === null || !/^\/[^\0\\]*$/.test(name) || name.split('/').includes('..')) return null;
  const path = join(folder, name === '/' ? 'index.html' : name);
  const type = types[extname(path)];
  if (type === undefined) return null;
  try {
    // A link out of the folder is no way out either.
    if (!realpathSync(path).startsWith(realpathSync(folder) + sep) || !statSync(path).isFile()) return null;
    return { type, bytes: readFileSync(path) };
  } catch {
    return null;
  }
}

function decode(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}
