/**
 * Turns what SQLite and the file system throw into the one sentence a user can act on. What is not recognised is passed
 * on with its own message as an internal error, since it is a defect.
 */

import { messageOf, UserError } from '../../shared/errors.ts';
import type { ErrorCode } from '../../shared/contract.ts';

/** Primary result codes of SQLite, https://sqlite.org/rescode.html. */
const SQLITE_BUSY = 5;
const SQLITE_LOCKED = 6;

const bySqlite: Readonly<Record<number, readonly [ErrorCode, string]>> = {
  [SQLITE_BUSY]: ['conflict', 'another program keeps it locked. Close that program, or try again in a moment.'],
  [SQLITE_LOCKED]: ['conflict', 'another program keeps it locked. Close that program, or try again in a moment.'],
  8: ['workspace', 'it cannot be written to (read-only). Make it writable, or choose another workspace folder.'], // READONLY
  10: ['workspace', 'the disk failed to read or write it. Check the drive, or choose another workspace folder.'], // IOERR
  11: ['workspace', 'it is damaged and was left as it is. Move it away or put a copy back.'], // CORRUPT
  13: ['workspace', 'the disk is full, so the last change was not written. Free some space and try again.'], // FULL
  14: ['workspace', 'it cannot be opened or created here. Check the folder and its permissions, or choose another.'], // CANTOPEN
  26: ['workspace', 'it is no database (damaged?) and was left as it is. Move it away or put a copy back.'], // NOTADB
};

const byErrno: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full, so this was not written. Free some space and try again.',
  EDQUOT: 'your disk quota is used up, so this was not written. Free some space and try again.',
  EACCES: 'no permission to write here. Make it writable, or choose another workspace folder.',
  EPERM: 'no permission to write here. Make it writable, or choose another workspace folder.',
  EROFS: 'this drive is read-only. Choose another workspace folder.',
  ENOTDIR: 'a workspace is a folder, and part of this path is a file. Choose another workspace folder.',
  EEXIST: 'a workspace is a folder, and this is a file. Choose another workspace folder.',
  ENAMETOOLONG: 'this path is too long for the file system. Choose a shorter one.',
};

/** SQLite's primary result code of an error, or null. */
function sqliteCode(error: unknown): number | null {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return null;
  return error.errcode & 0xff;
}

export function isBusy(error: unknown): boolean {
  return sqliteCode(error) === SQLITE_BUSY;
}

/** @param file the workspace's database, named where the error itself names no path */
export function explain(error: unknown, file: string): UserError {
  if (error instanceof UserError) return error;
  const options = { cause: error };
  const known = bySqlite[sqliteCode(error) ?? -1];
  if (known) return new UserError(known[0], `workspace ${file}: ${known[1]}`, options);
  if (error instanceof Error && 'code' in error && typeof error.code === 'string' && byErrno[error.code]) {
    const path = 'path' in error && typeof error.path === 'string' ? error.path : file;
    return new UserError('workspace', `workspace ${path}: ${byErrno[error.code]}`, options);
  }
  return new UserError('internal', `workspace ${file}: ${messageOf(error)}`, options);
}
