/**
 * What labels must look like, whatever format they come from: classes 0..K−1, with K one more than the largest training
 * label. Pure.
 */

import { UserError } from '../../shared/errors.ts';

/** How many labels of each class there are. */
export function countClasses(labels: Uint16Array, classes: number): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (const label of labels) counts[label]!++;
  return counts;
}

/**
 * The number of classes, after checking that the labels form 0..K−1.
 *
 * A class may lack training images where chance can explain it: with fewer than ten images per class on average and at
 * most half of the classes empty. Otherwise a gap means a damaged label or labels that do not count from 0.
 * @throws UserError 'dataset' naming the file and the label
 */
export function classCount(
  train: { readonly labels: Uint16Array; readonly file: string },
  test: { readonly labels: Uint16Array; readonly file: string } | null,
): number {
  let classes = 0;
  for (const label of train.labels) if (label >= classes) classes = label + 1;
  const counts = countClasses(train.labels, classes);
  const empty = counts.filter((count) => count === 0).length;
  const perClass = train.labels.length / (classes - empty);
  if (empty > 0 && (perClass >= 10 || empty * 2 >= classes)) {
    const largest = classes - 1;
    throw new UserError(
      'dataset',
      `${train.file}: label ${largest} occurs (first at image ${train.labels.indexOf(largest)}), but label ` +
        `${counts.indexOf(0)} never does; labels must count the classes from 0 without a gap, so correct the file.`,
    );
  }
  const stranger = test?.labels.findIndex((label) => label >= classes) ?? -1;
  if (test && stranger >= 0)
    throw new UserError(
      'dataset',
      `${test.file}: image ${stranger} has label ${test.labels[stranger]}, but the training images have only the ` +
        `classes 0..${classes - 1}; correct the file or choose the test files that belong to these training files.`,
    );
  return classes;
}
