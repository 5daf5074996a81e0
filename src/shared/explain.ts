/** Turns one zod issue into sentences that a student understands: what was given, what was expected, what to do. */

import type { SpecIssue } from './contract.ts';
import { isSlip, nearest } from './nearest.ts';
import type { Path } from './settings.ts';
import { expectedAt, keysAt, knownPaths, typesWith } from './settings.ts';
import type { z } from './zod.ts';

/** The sentences for one issue of the experiment schema; a place with several unknown keys yields one for each. */
export function explainIssue(issue: z.core.$ZodIssue, input: unknown): SpecIssue[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      path: [...path, key].join('.'),
      message: explainUnknown(key, path, valueAt(input, path)),
    }));
  const message = issue.code === 'custom' ? issue.message : givenExpected(valueAt(input, path), path);
  return [{ path: path.join('.'), message }];
}

function givenExpected(value: unknown, path: Path): string {
  const expected = expectedAt(path);
  return value === undefined ? `missing, expected ${expected}` : `given ${show(value)}, expected ${expected}`;
}

/** Names what was probably meant: a key of this place, the same key for another type, or the same key elsewhere. */
function explainUnknown(key: string, path: Path, parent: unknown): string {
  const chosen = typeof parent === 'object' && parent !== null ? { ...parent } : {};
  for (const [discriminator, type] of Object.entries(chosen)) {
    const types = typesWith(path, discriminator, key);
    if (types.length > 0) return `not known for ${discriminator} ${show(type)}, only for ${types.join(', ')}`;
  }
  const keys = keysAt(path, chosen);
  const here = nearest(key, keys);
  if (here && isSlip(key, here.distance)) return `not known; did you mean ${here.name}?`;
  const elsewhere = knownPaths.find((known) => known.toLowerCase().endsWith(`.${key.toLowerCase()}`));
  if (elsewhere) return `not known here; did you mean ${elsewhere}?`;
  return here ? `not known; the nearest known is ${here.name} (known here: ${keys.join(', ')})` : 'not known';
}

export function valueAt(input: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, part)
        ? (value as Record<string, unknown>)[part]
        : undefined,
    input,
  );
}

/** A value as the person wrote it, cut short where it is long. */
export function show(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value));
  return text.length <= 60 ? text : `${text.slice(0, 57)}…`;
}
