/**
 * What the columns of a CSV file are, judged by what is in them. Pure.
 *
 * A first row is a header when a field of it is no number where most further ones of the column are, when it says `label`,
 * `class`, `y` or `target`, or when it counts 0, 1, 2, … (as pandas writes columns without names).
 *
 * The label is the column of such a name; else the one column of texts; else the first or the last column, whichever has
 * whole numbers that can be classes: 2 to 1000 different ones from 0 or 1 on, each twice on average. If both have, the one
 * with fewer; if these are as many, the first where the others make a square image, the last otherwise.
 */

/** A text of every field of the first rows. */
export type Sample = readonly (readonly string[])[];

export interface Columns {
  readonly count: number;
  /** Names by column; null without a header. */
  readonly header: readonly string[] | null;
  /** The one column that holds texts, which must be the label. */
  readonly text: number | null;
  /** Columns of texts beyond that. */
  readonly unusable: readonly number[];
}

export const isNumeric = (text: string): boolean => /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text);
const isLabelName = (name: string): boolean => /^(labels?|class(es)?|y|targets?)$/i.test(name);
/** `y` is a coordinate where another column is called after the labels: `x,y,label`. */
function labelColumn(header: readonly string[]): number {
  const sure = header.findIndex((name) => isLabelName(name) && name.toLowerCase() !== 'y');
  return sure >= 0 ? sure : header.findIndex(isLabelName);
}
const isIndexName = (name: string): boolean => /^(|unnamed: 0|id|index)$/i.test(name);
const countsFrom0 = (row: readonly string[]): boolean =>
  row.length >= 10 &&
  (row.every((text, i) => text === String(i)) || row.every((text, i) => text === (i === 0 ? '' : String(i - 1))));

/** Commonest of the usual separators in the first line, outside of quotes; null where there is none. */
export function findSeparator(head: Uint8Array): string | null {
  const text = Buffer.from(head).toString('latin1');
  const line = (/^[\r\n]*([^\r\n]*)/.exec(text)?.[1] ?? '').replaceAll(/"[^"]*"/g, '');
  const counts = [',', ';', '\t'].map((separator) => ({ separator, count: line.split(separator).length - 1 }));
  const [best] = counts.sort((a, b) => b.count - a.count);
  return best && best.count > 0 ? best.separator : null;
}

export function readColumns(sample: Sample): Columns {
  const [first = [], ...rest] = sample;
  const further = rest.filter((row) => row.length === first.length);
  // A few texts in a column of numbers are damage, not labels.
  const isText = (rows: Sample, column: number) =>
    rows.filter((row) => !isNumeric(row[column]!) && row[column] !== '').length * 2 > rows.length;
  const isHeader =
    countsFrom0(first) ||
    first.some(
      (text, i) =>
        !isNumeric(text) && (isLabelName(text) || (text !== '' && further.length > 0 && !isText(further, i))),
    );
  const rows = isHeader ? further : [first, ...further];
  const texts = first.flatMap((_, column) => (isText(rows, column) ? [column] : []));
  const label = isHeader ? labelColumn(first) : -1;
  const text = texts.includes(label) ? label : label < 0 ? (texts[0] ?? null) : null;
  return {
    count: first.length,
    header: isHeader ? first : null,
    text,
    unusable: texts.filter((column) => column !== text),
  };
}

export interface LabelChoice {
  readonly column: number;
  /** A running number that is no input. */
  readonly index: number | null;
  /** How the label was found, as a sentence for the facts. */
  readonly note: string;
}

/**
 * @param column all values of a column
 * @returns null where no column can be the label
 */
export function chooseLabel(columns: Columns, column: (index: number) => Float64Array): LabelChoice | null {
  const { count, header, text } = columns;
  const index = header && isIndexName(header[0]!) && isRunning(column(0)) ? 0 : null;
  const named = header ? labelColumn(header) : -1;
  const found = (at: number, how: string): LabelChoice => {
    const where = at === 0 ? 'the first column' : at === count - 1 ? 'the last column' : `column ${at + 1}`;
    const rows = header ? 'The first row is a header' : 'There is no header';
    const left = index === null ? '' : `; column 1 is a running number and no input`;
    return { column: at, index, note: `${rows}; labels are ${where}, ${how}${left}` };
  };
  if (named >= 0) return found(named, `called ${header![named]!}`);
  if (text !== null) return found(text, 'which holds texts');
  const candidates = [...new Set([index === null ? 0 : 1, count - 1])].flatMap((at) => {
    const classes = classesIn(column(at));
    return classes === null ? [] : [{ at, classes }];
  });
  const [a, b] = candidates;
  if (!a) return null;
  if (!b) return found(a.at, `the only one at an end with whole numbers that can be classes`);
  const inputs = count - 1 - (index === null ? 0 : 1);
  const first = a.classes === b.classes ? Number.isInteger(Math.sqrt(inputs)) : a.classes < b.classes;
  return found(first ? a.at : b.at, 'judged by its whole numbers (a header that says label decides)');
}

/** Characters of a name that are kept. */
const longestName = 60;

/**
 * What the header calls the inputs; null without a header, or where it only numbers them.
 * @param without columns that are no inputs
 */
export function inputNames({ header }: Columns, without: ReadonlySet<number>): readonly string[] | null {
  const names = header?.filter((_, column) => !without.has(column)).map((name) => name.trim().slice(0, longestName));
  return !names || names.every((name) => name === '' || isNumeric(name)) ? null : names;
}

const isRunning = (values: Float64Array): boolean =>
  values.length > 0 && (values[0] === 0 || values[0] === 1) && values.every((value, i) => value === values[0]! + i);

/** How many classes a column can hold; null where it cannot be a label. */
function classesIn(values: Float64Array): number | null {
  const seen = new Set<number>();
  for (const value of values) {
    if (!Number.isInteger(value)) return null;
    seen.add(value);
    if (seen.size > 1000) return null;
  }
  const [min, max] = [Math.min(...seen), Math.max(...seen)];
  const isPair = seen.size === 2 && min === -1 && max === 1;
  const isCount = (min === 0 || min === 1) && max - min < 2 * seen.size;
  return seen.size >= 2 && seen.size * 2 <= values.length && (isPair || isCount) ? seen.size : null;
}
