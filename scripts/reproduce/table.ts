/** What `npm run reproduce` prints: published values beside ours as a Markdown table. Pure. */

import { formatDuration, formatError, missing } from '../../src/shared/format.ts';
import type { ExperimentDocument } from '../../src/shared/result/document.ts';
import {
  basisSaid,
  boundsSaid,
  figureFormat,
  measuredSaid,
  verdictOf,
} from '../../src/shared/result/expectationText.ts';
import type { ExpectationResult } from '../../src/shared/result/expectations.ts';

/** A recipe that was run. */
export interface Reproduced {
  readonly name: string;
  /** Wall time of the command, loading included. */
  readonly seconds: number;
  readonly document: ExperimentDocument;
}

const head = ['recipe', 'value', 'published', 'bound', 'measured here', 'every seed', 'verdict', 'time'];

/** One row for each value, one for a recipe that none is published for; the time stands at a recipe's first row. */
export function reproductionTable(recipes: readonly Reproduced[]): string {
  const rows = recipes.flatMap((recipe) => {
    const { expectations } = recipe.document;
    const own = expectations.length > 0 ? expectations.map(expectationRow) : [plainRow(recipe.document)];
    return own.map((cells, i) => [i === 0 ? `\`${recipe.name}\`` : '', ...cells, i === 0 ? formatDuration(recipe.seconds) : '']); // prettier-ignore
  });
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map(escaped).join(' | ')} |`);
  return `${lines.join('\n')}\n`;
}

function expectationRow(result: ExpectationResult): string[] {
  const write = figureFormat(result.metric);
  const each = result.groups ? [] : result.values.map(write);
  const basis = basisSaid(result);
  return [
    `${result.metric}${basis ? `, ${basis}` : ''}`,
    result.published === null ? missing : write(result.published),
    boundsSaid(result),
    measuredSaid(result),
    each.join(', ') || missing,
    verdictOf(result),
  ];
}

/** What the course asks for without a figure: the error that its runs are chosen by. */
function plainRow({ runs, groups }: ExperimentDocument): string[] {
  const split = runs.some(({ final }) => final.validation) ? 'validation' : 'test';
  const means = groups.map((group) => formatError(group.final[split]?.error.mean));
  const each = runs.map(({ final }) => formatError(final[split]?.error));
  return [`${split}.error`, missing, missing, means.join(' → '), each.join(', '), 'nothing published'];
}

const escaped = (cell: string): string => cell.replaceAll('|', '\\|').replaceAll('\u2009', ' ');

/** True when every run finished and every value that is published was reproduced. */
export function isReproduced({ document: { runs, expectations } }: Reproduced): boolean {
  // One that diverged has ended too; whether it may is the expectations' business.
  const ended = runs.every(({ status }) => status === 'finished' || status === 'diverged');
  return ended && expectations.every(({ reproduced }) => reproduced === true);
}

export const markers = ['<!-- reproduce:begin -->', '<!-- reproduce:end -->'] as const;

/**
 * A text with the table between its two marker comments.
 * @throws Error where the markers are not there, or not in this order
 */
export function withTable(text: string, table: string, name: string): string {
  const [begin, end] = markers;
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from)
    throw new Error(`reproduce: ${name} has no place for the table, expected ${begin} and below it ${end}`);
  return `${text.slice(0, from + begin.length)}\n\n${table}\n${text.slice(to)}`;
}
