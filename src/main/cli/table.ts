/** Text tables for the terminal: columns padded to their widest cell, numbers to the right. */

export type Cell = string | number | null;

const looksNumeric = (cell: string): boolean => /^[-+]?\d[\d.,\u2009eE+-]*[kM]?( (%|s|B|kB|MB|GB))?$|^—$/.test(cell);

/**
 * @param head names of the columns
 * @param rows as many cells each as there are columns; null shows as a dash
 * @returns lines, each with a line feed
 */
export function textTable(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const cells = rows.map((row) => row.map((cell) => (cell === null ? '—' : String(cell))));
  const right = head.map((_, column) => cells.length > 0 && cells.every((row) => looksNumeric(row[column]!)));
  const widths = head.map((name, column) => Math.max(name.length, ...cells.map((row) => row[column]!.length)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, i) => (right[i] ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!)))
      .join('  ')
      .trimEnd();
  return [head, ...cells].map((row) => `${line(row)}\n`).join('');
}
