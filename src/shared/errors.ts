/**
 * The one error a user is meant to read: its message says the operation, what was given, what was expected and what to
 * do. Anything else that is thrown is a defect and is reported as such.
 */

import type { ErrorCode } from './contract.ts';

export class UserError extends Error {
  override readonly name = 'UserError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** The sentence for any thrown value. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
