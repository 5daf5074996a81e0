/**
 * A dataset in a CSV file, plain or gzip: one row per sample, one column of labels, everything else inputs. Which column and
 * whether there is a header is judged by the content (csv-columns.ts) and noted in the facts. Not split; the digest is the
 * SHA-256 of the unpacked file.
 */

import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { UserError, messageOf } from '../../shared/errors.ts';
import { mostUnpacked } from '../files/limits.ts';
import type { ByteSource } from '../files/source.ts';
import { bytesSource, withFile } from '../files/source.ts';
import { assemble } from './assemble.ts';
import { createBrokenParts } from './broken.ts';
import type { BrokenParts } from './broken.ts';
import { numberClasses, textClasses } from './classes.ts';
import { chooseLabel, findSeparator, inputNames, readColumns } from './csv-columns.ts';
import type { Columns } from './csv-columns.ts';
import { createGrowingRows } from './csv-rows.ts';
import { longestRow, mostFields, numberIn, scanRows, textIn } from './csv-scan.ts';
import type { RowView, RowVisitor } from './csv-scan.ts';
import type { Dataset } from './dataset.ts';
import type { DatasetReader, ReadOptions } from './formats.ts';
import { storeSamples } from './tensors.ts';

export const csvFile: DatasetReader = {
  format: 'csv',
  title: 'a CSV file with a column of labels',
  detect: (probe) => probe.kind === 'file' && isText(probe.head) && findSeparator(probe.head) !== null,
  read: (path, probe, options) =>
    withFile(path, (source) =>
      readCsv(probe.kind === 'file' && probe.gzip ? unpack(source, path) : source, path, options),
    ),
};

const isText = (head: Uint8Array): boolean =>
  head.length > 0 && head.every((byte) => byte >= 32 || (byte >= 9 && byte <= 13));

const blockBytes = 2 ** 20;
/** Rows that are looked at to tell what the columns are, and fields in all. */
const sampleRows = 200;
const sampleFields = 200_000;

function unpack(source: ByteSource, path: string): ByteSource {
  const most = mostUnpacked(source.size);
  try {
    return bytesSource(gunzipSync(source.read(0, source.size), { maxOutputLength: most }));
  } catch (error) {
    throw new UserError(
      'dataset',
      `${path}: the gzip file is damaged or unpacks to more than ${most} bytes (${messageOf(error)}); pack it again.`,
      { cause: error },
    );
  }
}

function readCsv(source: ByteSource, path: string, options: ReadOptions): Dataset {
  const head = source.read(0, longestRow);
  const start = head.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf])) ? 3 : 0;
  const separator = (findSeparator(head.subarray(start)) ?? ',').charCodeAt(0);
  const columns = sampleColumns(head.subarray(start), start + head.length >= source.size, separator, path);
  const table = createGrowingRows(columns.count);
  const texts: string[] = [];
  const broken = createBrokenParts(path, 'rows', options.skipBroken ?? false);
  const row = new Float64Array(columns.count);
  let seen = 0;
  const hash = createHash('sha256').update(head.subarray(0, start));
  visitRows(source, start, separator, path, hash, options, (view) => {
    if (seen++ === 0 && columns.header) return;
    const text = readRow(view, columns, row, broken);
    if (text === null) return;
    table.push(row);
    if (columns.text !== null) texts.push(text);
  });
  const skipped = broken.settle(seen - (columns.header ? 1 : 0));
  if (table.rows === 0)
    throw new UserError('dataset', `${path}: there is no row of numbers below the header; at least one is needed.`);

  const label = chooseLabel(columns, table.column);
  if (!label)
    throw new UserError(
      'dataset',
      `${path}: neither the first nor the last of ${columns.count} columns holds classes (whole numbers from 0 or 1 on, or ` +
        'texts); put a header above the columns that calls one of them label.',
    );
  const classes =
    label.column === columns.text
      ? textClasses({ texts, file: path }, null)
      : numberClasses({ values: table.column(label.column), file: path }, null);
  const count = table.rows;
  const without = new Set([label.column, ...(label.index === null ? [] : [label.index])]);
  const taken = table.take(without);
  const inputs = columns.count - without.size;
  // Yes and no in numbers are features, not nearly black pixels.
  const values = taken instanceof Uint8Array && taken.every((value) => value <= 1) ? Float32Array.from(taken) : taken;
  return assemble(path, {
    format: 'csv',
    ...storeSamples([{ shape: [count, inputs], values, file: path }]),
    ...classes,
    train: count,
    sha256: hash.digest('hex'),
    sorted: true,
    skipped,
    notes: [label.note],
    inputNames: inputNames(columns, without),
  });
}

function sampleColumns(head: Uint8Array, isWhole: boolean, separator: number, path: string): Columns {
  const sample: string[][] = [];
  let fields = 0;
  scanRows(head, separator, isWhole, 1, (view) => {
    if (sample.length >= sampleRows || (sample.length > 2 && fields > sampleFields)) return;
    sample.push(Array.from({ length: Math.min(view.fields, mostFields) }, (_, field) => textIn(view, field)));
    fields += view.fields;
  });
  const columns = readColumns(sample);
  if (columns.count < 2 || columns.count >= mostFields)
    throw new UserError(
      'dataset',
      `${path}: the first row has ${columns.count} fields, expected 2 to ${mostFields - 1}, a label and the inputs; check what ` +
        'separates them.',
    );
  const [unusable] = columns.unusable;
  if (unusable !== undefined)
    throw new UserError(
      'dataset',
      `${path}: column ${unusable + 1}${columns.header ? ` (${columns.header[unusable]!.slice(0, 40)})` : ''} holds texts, but only ` +
        'the labels may; leave it out or turn it into numbers.',
    );
  return columns;
}

/** Visits the rows of the whole file, block by block. */
function visitRows(
  source: ByteSource,
  start: number,
  separator: number,
  path: string,
  hash: { update(bytes: Uint8Array): unknown },
  { onProgress }: ReadOptions,
  visit: RowVisitor,
): void {
  let line = 1;
  let size = blockBytes;
  for (let position = start; position < source.size;) {
    const block = source.read(position, size);
    const last = position + block.length >= source.size;
    const { used, lines, open } = scanRows(block, separator, last, line, visit);
    if (last && open)
      throw new UserError('dataset', `${path}: quotes that open before the end are never closed; close them.`);
    hash.update(block.subarray(0, used));
    position += used;
    line += lines;
    if (used === 0 && (last || size > longestRow))
      throw new UserError(
        'dataset',
        `${path}: line ${line} is longer than ${longestRow} bytes; check the quotes in it.`,
      );
    // A row that does not fit into a block is looked at again in a larger one.
    size = used === 0 ? size * 2 : blockBytes;
    onProgress?.(position / source.size);
  }
}

/**
 * Puts the numbers of a row into `row`, 0 for a text.
 * @returns the text of the column of texts, empty without one; null where the row cannot be used
 */
function readRow(view: RowView, columns: Columns, row: Float64Array, broken: BrokenParts): string | null {
  if (view.fields !== columns.count) {
    broken.add(`line ${view.line}`, `has ${view.fields} fields where the first has ${columns.count}`);
    return null;
  }
  if (!view.isTidy) {
    broken.add(`line ${view.line}`, 'has quotes elsewhere than around a field');
    return null;
  }
  for (let field = 0; field < columns.count; field++) {
    const value = field === columns.text ? 0 : numberIn(view, field);
    row[field] = value;
    if (Number.isFinite(Math.fround(value))) continue;
    const given = JSON.stringify(textIn(view, field).slice(0, 40));
    broken.add(`line ${view.line}`, `has ${given} in column ${field + 1}, which is no number within float32`);
    return null;
  }
  const text = columns.text === null ? '' : textIn(view, columns.text);
  if (columns.text === null || text !== '') return text;
  broken.add(`line ${view.line}`, 'has no label');
  return null;
}
