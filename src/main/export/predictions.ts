/** What a network says of each image of a split, as CSV: one row an image, in the order of the split. */

/** Predictions of one split. */
export interface Predicted {
  /** Position of each image within its dataset, from 0 (images). */
  readonly images: ArrayLike<number>;
  /** True classes (images). */
  readonly labels: ArrayLike<number>;
  /** Predicted classes (images). */
  readonly predicted: ArrayLike<number>;
  /** (images, classes), row-major. */
  readonly probabilities: Float32Array | Float64Array;
  readonly classes: number;
}

/** Columns: index, true, predicted, p0, p1, …; classes by number, probabilities with every digit they have. */
export function predictionsCsv({ images, labels, predicted, probabilities, classes }: Predicted): string {
  const head = ['index', 'true', 'predicted', ...Array.from({ length: classes }, (_, k) => `p${k}`)];
  const rows = Array.from({ length: images.length }, (_, row) => {
    const p = probabilities.subarray(row * classes, (row + 1) * classes);
    return [images[row], labels[row], predicted[row], ...Array.from(p)];
  });
  return [head, ...rows].map((row) => `${row.join(',')}\n`).join('');
}
