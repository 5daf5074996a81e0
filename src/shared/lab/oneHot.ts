/** One-hot coding and back. */

/** A row for each label, with a 1 in its column. @throws RangeError for a label outside 0..classes − 1 */
export function toOneHot(labels: readonly number[], classes: number): number[][] {
  return labels.map((label) => {
    if (!Number.isInteger(label) || label < 0 || label >= classes)
      throw new RangeError(`one-hot: label ${label} was given, expected 0 to ${classes - 1}`);
    return Array.from({ length: classes }, (_, column) => (column === label ? 1 : 0));
  });
}

/** The column of each row's largest value: also the class that a row of probabilities names. The first wins a tie. */
export function fromOneHot(rows: readonly (readonly number[])[]): number[] {
  return rows.map((row) => row.indexOf(Math.max(...row)));
}
