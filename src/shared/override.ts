/** `--set path=value`: reading it, applying it, and telling which settings it changed. */

import type { SpecIssue } from './contract.ts';
import type { Experiment } from './experiment.ts';
import type { SetResult } from './set-path.ts';
import { setPath, sweepable } from './set-path.ts';
import { valueAt } from './explain.ts';

export interface Override {
  readonly path: string;
  readonly value: unknown;
}

export type OverrideResult =
  { readonly ok: true; readonly override: Override } | { readonly ok: false; readonly issue: SpecIssue };

/** `training.batchSize=full`, `dataset.classes=[3,9]`: the value is JSON or, where it is not, a bare string. */
export function parseOverride(text: string): OverrideResult {
  const at = text.indexOf('=');
  if (at < 1) return { ok: false, issue: { path: '', message: `given "${text}", expected path=value` } };
  const bare = text.slice(at + 1);
  return { ok: true, override: { path: text.slice(0, at).trim(), value: jsonOr(bare) } };
}

function jsonOr(bare: string): unknown {
  try {
    return JSON.parse(bare) as unknown;
  } catch {
    return bare;
  }
}

/**
 * Applies overrides in their order. Setting a swept path, or what lies around or inside it, removes that axis;
 * `sweep.<path>` adds one, after those that there are.
 */
export function applyOverrides(input: unknown, overrides: readonly Override[]): SetResult {
  return overrides.reduce<SetResult>((result, override) => (result.ok ? apply(result.value, override) : result), {
    ok: true,
    value: input,
  });
}

function apply(input: unknown, { path, value }: Override): SetResult {
  const axis = /^sweep\.(.+)$/.exec(path)?.[1];
  if (axis === undefined) return setPath(withoutAxis(input, path), path, value);
  const problem = sweepable(axis);
  if (problem !== null) return { ok: false, issue: { path, message: problem } };
  // The parser says what the values may be: a list or a range.
  const others = withoutAxis(input, axis);
  const sweep = valueAt(others, ['sweep']);
  return { ok: true, value: { ...(others as object), sweep: { ...(isObject(sweep) ? sweep : {}), [axis]: value } } };
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function withoutAxis(input: unknown, path: string): unknown {
  const sweep = valueAt(input, ['sweep']);
  if (!isObject(sweep)) return input;
  const kept = Object.entries(sweep).filter(
    ([axis]) => axis !== path && !axis.startsWith(`${path}.`) && !path.startsWith(`${axis}.`),
  );
  return { ...(input as object), sweep: Object.fromEntries(kept) };
}

/** Paths at which two experiments differ, down to single values; lists and swept axes count as one value. */
export function changedSettings(before: Experiment, after: Experiment): string[] {
  const [a, b] = [flatten(before), flatten(after)];
  return [...new Set([...a.keys(), ...b.keys()])].filter((path) => a.get(path) !== b.get(path));
}

function flatten(value: unknown, path = ''): Map<string, string> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return new Map([[path, JSON.stringify(value)]]);
  return new Map(Object.entries(value).flatMap(([key, child]) => [...flatten(child, path ? `${path}.${key}` : key)]));
}
