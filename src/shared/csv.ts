/** Comma-separated values (RFC 4180, line feeds). */

export type CsvCell = string | number | null | undefined;

/** Rows as text. What is not known is an empty cell; `NaN`, `inf` and `-inf` are what was measured. */
export const csvText = (rows: readonly (readonly CsvCell[])[]): string =>
  rows.map((row) => `${row.map(csvCell).join(',')}\n`).join('');

export function csvCell(value: CsvCell): string {
  if (value === null || value === undefined) return '';
  if (value === Infinity) return 'inf';
  if (value === -Infinity) return '-inf';
  const text = String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
