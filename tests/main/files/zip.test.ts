import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { harmlessBytes } from '../../../src/main/files/limits.ts';
import { bytesSource, readAhead, withFile } from '../../../src/main/files/source.ts';
import { openZip } from '../../../src/main/files/zip-archive.ts';
import { UserError } from '../../../src/shared/errors.ts';
import { packZip } from '../../support/zipFiles.ts';
import type { MemberToWrite } from '../../support/zipFiles.ts';

const content = (text: string) => Buffer.from(text);
const one = (changes: Partial<MemberToWrite> = {}): MemberToWrite => ({
  name: 'a.txt',
  content: content('first'),
  ...changes,
});

function readAll(bytes: Uint8Array): Map<string, string> {
  const archive = openZip(bytesSource(bytes), 'x.zip');
  return new Map(archive.members.map((member) => [member.name, Buffer.from(archive.read(member)).toString()]));
}

function refusal(bytes: Uint8Array): string {
  try {
    readAll(bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    const { message } = error as UserError;
    expect(message).toMatch(/^x\.zip: [^\n]+\.$/);
    return message;
  }
  throw new Error('the archive was accepted');
}

describe('archives', () => {
  it('are read stored, deflated, streamed, with a comment and with folders', () => {
    const packed = packZip(
      [
        one(),
        one({ name: 'b/', content: content('') }),
        one({ name: 'b/c', content: content('x'.repeat(500)), deflate: true, streamed: true }),
      ],
      'a comment',
    );
    expect([...readAll(packed)]).toEqual([['a.txt', 'first'], ['b/', ''], ['b/c', 'x'.repeat(500)]]); // prettier-ignore
  });

  it('are read member by member from a file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'zip-'));
    const path = join(folder, 'x.zip');
    writeFileSync(path, packZip([one(), one({ name: 'b', content: content('second'), deflate: true })]));
    const read = withFile(path, (source) => {
      const archive = openZip(readAhead(source, 64), path);
      return Buffer.from(archive.read(archive.members[1]!)).toString();
    });
    rmSync(folder, { recursive: true });
    expect(read).toBe('second');
  });

  it.each(['../../etc/passwd', '/etc/passwd', 'a/../../b', 'C:\\x', '..\\x'])('do not lead out to %s', (name) => {
    expect(refusal(packZip([one({ name })]))).toContain('would lie outside of the archive');
  });

  it.each([
    ['names with line breaks', [one({ name: 'a\nb' })], 'the name of the member "a\\nb" is damaged'],
    ['two members of one name', [one(), one()], 'two members are called "a.txt"'],
    ['members that share bytes', [one(), one({ name: 'b', central: { offset: 0 } })], 'share bytes'],
    ['another name in the table', [one({ central: { name: 'b.txt' } })], 'contradicts the table of contents'],
    ['another size in the table', [one({ central: { size: 6 } })], 'contradicts the table of contents'],
    ['a wrong checksum', [one({ claims: { crc: 7 } })], 'a.txt does not match its checksum'],
    ['more than a member claims', [one({ content: Buffer.alloc(5000), deflate: true, claims: { size: 100 } })], 'a.txt cannot be unpacked'], // prettier-ignore
    ['less than a member claims', [one({ content: Buffer.alloc(50), deflate: true, claims: { size: 100 } })], 'a.txt does not match its checksum'], // prettier-ignore
    ['unknown methods', [one({ claims: { method: 12 } })], 'is packed by method 12'],
    ['encryption', [one({ claims: { flags: 1 } })], 'a.txt is encrypted'],
  ])('are refused for %s', (_, members, expected) => {
    expect(refusal(packZip(members))).toContain(expected);
  });

  it('are refused when cut off anywhere', () => {
    const whole = packZip([one(), one({ name: 'b', deflate: true })]);
    for (let length = 0; length < whole.length; length++) expect(refusal(whole.subarray(0, length))).toContain('x.zip');
  });
});

describe('bombs', () => {
  let bomb: Buffer;
  beforeAll(() => {
    bomb = packZip([one({ content: Buffer.alloc(harmlessBytes + 1), deflate: true })]);
  });
  afterAll(() => {
    bomb = Buffer.alloc(0);
  });

  it('are refused by what they claim, before anything is unpacked', () => {
    const before = process.memoryUsage().arrayBuffers;
    expect(refusal(bomb)).toMatch(
      /1 members claim to unpack to \d+ bytes, at most 67108864 are unpacked \(64 MiB, or 40 times/,
    );
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10_000_000);
  });

  it('that claim less are unpacked no further than they claim', () => {
    const honest = one({ content: Buffer.alloc(30_000_000), deflate: true, claims: { size: 1000 } });
    const packed = packZip([honest]);
    const before = process.memoryUsage().arrayBuffers;
    expect(refusal(packed)).toContain('a.txt cannot be unpacked');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10_000_000);
  });
});
