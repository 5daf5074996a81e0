/**
 * From anything a person may have written to a complete experiment, or to sentences that say what is wrong with it and
 * where. Reading files is the caller's business; the sweep is expanded by `sweep.ts`.
 */

import type { SpecIssue } from './contract.ts';
import { UserError } from './errors.ts';
import type { Experiment } from './experiment.ts';
import { experimentSchema } from './experiment.ts';
import { explainIssue } from './explain.ts';

export type ParseResult =
  | { readonly ok: true; readonly experiment: Experiment }
  | { readonly ok: false; readonly issues: readonly SpecIssue[] };

export interface ParseDefaults {
  /** The name of an experiment that has none: its file's name without the ending. */
  readonly name?: string | undefined;
}

/** Validates an experiment and fills in every default. Lists every issue, each beside the field it belongs to. */
export function parseExperiment(input: unknown, defaults: ParseDefaults = {}): ParseResult {
  const named = isRecord(input) && defaults.name !== undefined ? { name: defaults.name, ...input } : input;
  const result = experimentSchema.safeParse(named);
  if (result.success) return { ok: true, experiment: result.data };
  return { ok: false, issues: result.error.issues.flatMap((issue) => explainIssue(issue, named)) };
}

/** The same for JSON text; a syntax error becomes an issue that names line and column. */
export function parseExperimentText(text: string, defaults: ParseDefaults = {}): ParseResult {
  const json = parseJson(text);
  return json.ok ? parseExperiment(json.value, defaults) : { ok: false, issues: [json.issue] };
}

export type JsonResult =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly issue: SpecIssue };

/** JSON text as it is, or one issue that says where it stops being JSON. */
export function parseJson(text: string): JsonResult {
  try {
    return { ok: true, value: JSON.parse(text.replace(/^\uFEFF/, '')) as unknown };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ok: false, issue: { path: '', message: `not valid JSON: ${withPosition(reason, text)}` } };
  }
}

/** `training.batchSize: given 0, expected …` for one issue. */
export function issueSentence({ path, message }: SpecIssue): string {
  return path ? `${path}: ${message}` : message;
}

/** One error for all issues: `experiment.json: …; …`. */
export function issuesError(subject: string, issues: readonly SpecIssue[]): UserError {
  return new UserError('invalid-input', `${subject}: ${issues.map(issueSentence).join('; ')}`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** V8 says "… in JSON at position 17 (line 2 column 3)"; other engines leave out one or the other. */
function withPosition(reason: string, text: string): string {
  const position = /at position (\d+)/.exec(reason);
  const offset = position ? Number(position[1]) : /end of JSON/.test(reason) ? text.length : null;
  // Its quotation of the text may hold line breaks.
  const what = reason
    .replace(/ (in JSON )?at position.*$/s, '')
    .replace(/, (\.\.\.)?"[\s\S]*"(\.\.\.)? is not valid JSON$/, '')
    .replace(/\s+/g, ' ');
  if (offset === null) return what;
  const before = text.slice(0, offset).split('\n');
  return `${what} (line ${before.length}, column ${before.at(-1)!.length + 1})`;
}
