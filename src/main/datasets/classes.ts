/**
 * Labels as files have them, numbers, rows of one 1 or texts, become classes 0..K−1 with names. Pure.
 *
 * Whole numbers count from 0, or from 1 and then keep their number as a name; −1 and 1 alone are two classes as well.
 * Texts are sorted naturally. `labels.ts` checks that no class is missing.
 */

import { UserError } from '../../shared/errors.ts';
import { classCount } from './labels.ts';

export interface LabelColumn {
  readonly values: ArrayLike<number>;
  /** What to call them in errors. */
  readonly file: string;
}

export interface Classes {
  readonly labels: Uint16Array; // (training, then test samples)
  readonly classNames: readonly string[];
}

const mostClasses = 65_536;
/** From so many samples on, texts that differ nearly always are names of samples and not of classes. */
const fewSamples = 20;

/** @throws UserError 'dataset' when they are no labels */
export function numberClasses(train: LabelColumn, test: LabelColumn | null): Classes {
  const first = distinct(train);
  const isPair = first.join() === '-1,1';
  const shift = isPair ? 0 : first[0] === 1 ? 1 : 0;
  const labelOf = (value: number): number => (isPair ? first.indexOf(value) : value - shift);
  const relabel = ({ values, file }: LabelColumn): { labels: Uint16Array; file: string } => ({
    labels: Uint16Array.from(values, (value, i) => {
      const label = labelOf(value);
      if (label >= 0 && label < mostClasses && Number.isInteger(label)) return label;
      throw new UserError(
        'dataset',
        `${file}: label ${i} is ${value}, expected whole numbers that count the classes from 0 or from 1; correct it.`,
      );
    }),
    file,
  });
  const [trained, tested] = [relabel(train), test && relabel(test)];
  const classes = classCount(trained, tested);
  const classNames = Array.from({ length: classes }, (_, k) => String(isPair ? first[k] : k + shift));
  return { labels: join(trained.labels, tested?.labels), classNames };
}

/** The different values in ascending order. */
function distinct({ values }: LabelColumn): number[] {
  const seen = new Set<number>();
  for (let i = 0; i < values.length && seen.size <= mostClasses; i++) seen.add(values[i]!);
  return [...seen].sort((a, b) => a - b);
}

/** @throws UserError 'dataset' when a test label is none of the training labels, or one is empty */
export function textClasses(
  train: { readonly texts: readonly string[]; readonly file: string },
  test: { readonly texts: readonly string[]; readonly file: string } | null,
): Classes {
  const classNames = [...new Set(train.texts)].sort(new Intl.Collator('en', { numeric: true }).compare);
  const count = train.texts.length;
  const areNames = classNames.length > mostClasses || (count >= fewSamples && classNames.length * 2 > count);
  if (areNames)
    throw new UserError(
      'dataset',
      `${train.file}: ${count} samples have ${classNames.length} different labels, such as ` +
        `${JSON.stringify(classNames[0])}; expected classes that occur again and again, so choose another column or array.`,
    );
  if (classNames.includes(''))
    throw new UserError('dataset', `${train.file}: label ${train.texts.indexOf('')} is empty; correct the labels.`);
  const known = new Map(classNames.map((name, label) => [name, label]));
  const toLabels = ({ texts, file }: { readonly texts: readonly string[]; readonly file: string }) =>
    Uint16Array.from(texts, (text, i) => {
      const label = known.get(text);
      if (label !== undefined) return label;
      throw new UserError(
        'dataset',
        `${file}: label ${i} is ${JSON.stringify(text)}, which no training sample has; correct it.`,
      );
    });
  return { labels: join(toLabels(train), test ? toLabels(test) : undefined), classNames };
}

/** The class of each row of one-hot codes: exactly one 1, all else 0. @throws UserError 'dataset' naming the row */
export function fromOneHot(values: ArrayLike<number>, classes: number, file: string): Float64Array {
  return Float64Array.from({ length: values.length / classes }, (_, row) => {
    let label = -1;
    for (let k = 0; k < classes; k++) {
      const value = values[row * classes + k]!;
      if (value === 0) continue;
      if (value !== 1 || label >= 0)
        throw new UserError(
          'dataset',
          `${file}: row ${row} is no one-hot code (one 1 among zeros); give one label per sample.`,
        );
      label = k;
    }
    if (label < 0)
      throw new UserError('dataset', `${file}: row ${row} is no one-hot code, it holds zeros only; correct it.`);
    return label;
  });
}

function join(train: Uint16Array, test: Uint16Array | undefined): Uint16Array {
  const labels = new Uint16Array(train.length + (test?.length ?? 0));
  labels.set(train);
  if (test) labels.set(test, train.length);
  return labels;
}
