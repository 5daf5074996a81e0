/**
 * A curve that another program wrote, as CSV: a loss for each step, with an error and an epoch where they are there. Takes
 * the names that students give their columns, and files without a head.
 */

import { UserError } from './errors.ts';

/** Rows in the order of their steps; whatever was not measured is NaN. */
export interface ParsedSeries {
  readonly step: Float64Array; // (rows) ascending
  readonly loss: Float64Array; // (rows)
  /** Fraction misclassified, 0..1. Null without such a column. */
  readonly error: Float64Array | null; // (rows)
  readonly epoch: Float64Array | null; // (rows)
}

/** Names by which columns are known, the better ones first; compared without case, spaces, `_` and `-`. */
const columnNames = {
  step: ['step', 'steps', 'iteration', 'iterations', 'iter', 'update', 'batch', 'index', 't', 'i', 'it'],
  loss: ['loss', 'batchloss', 'trainloss', 'trainingloss', 'cost', 'crossentropy', 'objective', 'nll', 'value'],
  error: ['error', 'batcherror', 'err', 'trainerror', 'trainingerror', 'errorrate'],
  accuracy: ['accuracy', 'acc', 'batchaccuracy', 'trainaccuracy', 'trainacc'],
  epoch: ['epoch', 'epochs'],
  run: ['run'],
} as const;
type Column = keyof typeof columnNames;

/**
 * @param name how errors call the file
 * @throws UserError that names the row and what was expected there
 */
export function parseSeriesCsv(text: string, name = 'series'): ParsedSeries {
  const wrong = (problem: string): UserError => new UserError('invalid-input', `${name}: ${problem}.`);
  const rows = cellsOf(text);
  if (rows.length === 0) throw wrong('is empty, expected the columns step and loss');
  const hasHead = rows[0]!.cells.some((cell) => numberOf(cell) === null);
  const columns = hasHead ? columnsOf(rows[0]!.cells) : unnamedColumns(rows[0]!.cells.length);
  const given = rows[0]!.cells.join(', ');
  if (columns.loss === undefined) throw wrong(`has the columns ${given}, expected one called loss`);
  const body = hasHead ? rows.slice(1) : rows;

  const runs = new Set(columns.run === undefined ? [] : body.map(({ cells }) => cells[columns.run!]));
  if (runs.size > 1) throw wrong(`holds ${runs.size} runs, expected the curve of one`);

  const cell = (row: Row, column: number): number => {
    const value = numberOf(row.cells[column] ?? '');
    if (value !== null) return value;
    throw wrong(`line ${row.line} holds "${row.cells[column]}" where a number is expected`);
  };
  const measured = body.filter((row) => (row.cells[columns.loss!] ?? '') !== '');
  if (measured.length === 0) throw wrong('holds no losses, expected a row for each step');
  const read = (column: number | undefined): Float64Array | null =>
    column === undefined ? null : Float64Array.from(measured, (row) => cell(row, column));
  const step = read(columns.step) ?? Float64Array.from(measured, (_, i) => i + 1);
  const unordered = step.findIndex((value, i) => !Number.isInteger(value) || value < 0 || (i > 0 && value <= step[i - 1]!)); // prettier-ignore
  if (unordered >= 0)
    throw wrong(`line ${measured[unordered]!.line} has the step ${step[unordered]}, expected whole numbers that grow from row to row`); // prettier-ignore
  const error = read(columns.error) ?? read(columns.accuracy)?.map((accuracy) => 1 - accuracy) ?? null;
  const beyond = error?.findIndex((value) => value < -1e-9 || value > 1 + 1e-9) ?? -1;
  if (beyond >= 0)
    throw wrong(`line ${measured[beyond]!.line} has an error or accuracy outside 0 to 1; give fractions, not per cent`);
  return { step, loss: read(columns.loss)!, error, epoch: read(columns.epoch) };
}

interface Row {
  readonly cells: readonly string[];
  /** Counts from 1, as editors do. */
  readonly line: number;
}

/** Lines that are neither empty nor comments; cells between commas, semicolons or tabs, without quotes. */
function cellsOf(text: string): Row[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  return lines.flatMap((content, i) => {
    if (content.trim() === '' || content.trimStart().startsWith('#')) return [];
    const cells = content.split(/[,;\t]/).map((cell) =>
      cell
        .trim()
        .replace(/^"(.*)"$/, '$1')
        .trim(),
    );
    return [{ cells, line: i + 1 }];
  });
}

/** The number that a cell holds: NaN where it is empty; null where it is no number. */
function numberOf(cell: string): number | null {
  const text = cell.toLowerCase();
  if (text === '' || text === 'nan') return NaN;
  const infinity = /^([+-]?)inf(inity)?$/.exec(text);
  if (infinity) return infinity[1] === '-' ? -Infinity : Infinity;
  const value = Number(text);
  return Number.isNaN(value) ? null : value;
}

type Columns = Partial<Record<Column, number>>;

function columnsOf(head: readonly string[]): Columns {
  const names = head.map((name) => name.toLowerCase().replaceAll(/[\s_-]/g, ''));
  const found = Object.entries(columnNames).flatMap(([column, known]) => {
    const name = known.find((each) => names.includes(each));
    return name === undefined ? [] : [[column, names.indexOf(name)] as const];
  });
  return Object.fromEntries(found);
}

/** Without a head: losses alone, or steps and losses, and errors after them. */
function unnamedColumns(count: number): Columns {
  if (count === 1) return { loss: 0 };
  return count === 2 ? { step: 0, loss: 1 } : { step: 0, loss: 1, error: 2 };
}
