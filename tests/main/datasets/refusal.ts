/** The sentence with which a dataset is refused. */

import { expect } from 'vitest';
import { readDataset } from '../../../src/main/datasets/formats.ts';
import type { ReadOptions } from '../../../src/main/datasets/formats.ts';
import { UserError } from '../../../src/shared/errors.ts';

/** @param expected `broken` where it could be read without its broken parts */
export function refusal(path: string, options?: ReadOptions, expected: 'dataset' | 'broken' = 'dataset'): string {
  try {
    readDataset(path, options);
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    const { code, message } = error as UserError;
    expect(code).toBe(expected);
    expect(message).toMatch(/^[^\n]+\.$/);
    expect(message).toContain(path);
    return message;
  }
  throw new Error('the dataset was accepted');
}
