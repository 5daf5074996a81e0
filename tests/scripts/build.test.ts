import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withLock } from '../../scripts/lib/lock.ts';
import type { Part } from '../../scripts/lib/parts.ts';
import { fingerprint, isStale, writeStamp } from '../../scripts/lib/stamps.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'build-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('isStale', () => {
  const part: Part = { name: 'main', sources: ['src', 'package.json', 'absent.json'], product: 'out/main.js' };
  const write = (path: string, text = ''): void => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  };

  beforeEach(() => {
    write('src/deep/a.ts', 'a');
    write('package.json', '{}');
    write('out/main.js');
    writeStamp(folder, part, fingerprint(folder, part));
  });

  it('is content with what was built from these very files', () => {
    expect(isStale(folder, part)).toBe(false);
  });

  it.each<[string, () => void]>([
    ['a source changed', () => write('src/deep/a.ts', 'ab')],
    ['a source was touched', () => utimesSync(join(folder, 'src/deep/a.ts'), 1, 1)],
    ['a source came', () => write('src/b.ts')],
    ['a source went', () => rmSync(join(folder, 'src/deep/a.ts'))],
    ['a file that did not exist came', () => write('absent.json')],
    ['the product is gone', () => rmSync(join(folder, 'out/main.js'))],
    ['nothing says what it was built from', () => rmSync(join(folder, 'out/stamps'), { recursive: true })],
  ])('notices when %s', (_, change) => {
    change();
    expect(isStale(folder, part)).toBe(true);
  });
});

describe('withLock', () => {
  const lock = (): string => join(folder, 'out/lock');

  it('lets one in at a time, and the next after a failure', async () => {
    const order: string[] = [];
    const gate = Promise.withResolvers<void>();
    const first = withLock(lock(), async () => {
      order.push('first in');
      await gate.promise;
      order.push('first out');
      throw new Error('failed');
    });
    const second = withLock(lock(), async () => order.push('second in'));
    gate.resolve();
    await expect(first).rejects.toThrow('failed');
    await second;
    expect(order).toEqual(['first in', 'first out', 'second in']);
  });

  it("takes over a dead process's lock", async () => {
    mkdirSync(join(folder, 'out'));
    writeFileSync(lock(), String(2 ** 22 + 1));
    expect(await withLock(lock(), async () => 'in')).toBe('in');
  });
});
