/** Setting one setting of an experiment by its path: the overrides of `--set` and the axes of a sweep. */

import type { SpecIssue } from './contract.ts';
import { show, valueAt } from './explain.ts';
import { nearest } from './nearest.ts';
import type { Path } from './settings.ts';
import { defaultAt, isKnown, isList, knownPaths, splitPath } from './settings.ts';

export type SetResult =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly issue: SpecIssue };

/** Of each pair only one may be given: setting one takes the other away. */
const alternatives = [
  ['training.epochs', 'training.steps'],
  ['training.evaluateEvery.epochs', 'training.evaluateEvery.steps'],
] as const;

/** Settings that describe the file, not the training; a sweep over them would make equal runs. */
const notSweepable = ['version', 'name', 'about', 'repeats', 'sweep', 'expects'];

/**
 * A copy of an experiment with one setting replaced. Whether the value is right is for `parseExperiment` to say.
 *
 * @param input an experiment as written or complete
 * @param path `training.optimizer.learningRate`; elements of lists by index: `network.hidden.0.units`
 */
export function setPath(input: unknown, path: string, value: unknown): SetResult {
  const parts = splitPath(path);
  if (!isKnown(parts)) return { ok: false, issue: { path, message: unknownPath(path) } };
  const other = alternatives.flatMap(([a, b]) => (path === a ? [b] : path === b ? [a] : []))[0];
  const cleared = other ? removeAt(input, splitPath(other)) : input;
  return replaceAt(cleared, parts, value, []);
}

/** What keeps a path from being swept, or null. */
export function sweepable(path: string): string | null {
  const parts = splitPath(path);
  if (!isKnown(parts)) return unknownPath(path);
  return notSweepable.includes(parts[0]!) ? `${parts[0]} cannot be swept, expected a setting of dataset, network or training, or seed` : null; // prettier-ignore
}

/** Pairs of swept paths of which one overwrites the other. */
export function clashes(paths: readonly string[]): [string, string][] {
  const excludes = (a: string, b: string): boolean =>
    b.startsWith(`${a}.`) || a.startsWith(`${b}.`) || alternatives.some((pair) => pair.every((one) => one === a || one === b)); // prettier-ignore
  return paths.flatMap((a, i) =>
    paths.slice(i + 1).flatMap((b): [string, string][] => (excludes(a, b) ? [[a, b]] : [])),
  );
}

function unknownPath(path: string): string {
  const indexless = path.replace(/\.\d+(?=\.|$)/g, '.0');
  const found = nearest(indexless, knownPaths);
  return found ? `no such setting; did you mean ${found.name}?` : 'no such setting';
}

function replaceAt(container: unknown, path: Path, value: unknown, above: Path): SetResult {
  const [part, ...rest] = path;
  if (part === undefined) return { ok: true, value };
  const here = [...above, part];
  const base = container ?? defaultAt(above) ?? (isList(above) ? [] : {});
  if (Array.isArray(base)) {
    const index = Number(part);
    const message = `the list ${above.join('.')} has ${base.length} elements, expected an index below that`;
    if (index >= base.length) return { ok: false, issue: { path: here.join('.'), message } };
    const set = replaceAt(base[index], rest, value, here);
    return set.ok ? { ok: true, value: base.with(index, set.value) } : set;
  }
  if (typeof base !== 'object') {
    const message = `${above.join('.')} is ${show(base)}, expected an object`;
    return { ok: false, issue: { path: here.join('.'), message } };
  }
  const set = replaceAt(valueAt(base, [part]), rest, value, here);
  return set.ok ? { ok: true, value: { ...base, [part]: set.value } } : set;
}

function removeAt(input: unknown, path: Path): unknown {
  const [part, ...rest] = path;
  if (part === undefined || typeof input !== 'object' || input === null || !Object.hasOwn(input, part)) return input;
  const { [part]: child, ...others } = { ...input } as Record<string, unknown>;
  return rest.length === 0 ? others : { ...input, [part]: removeAt(child, rest) };
}
