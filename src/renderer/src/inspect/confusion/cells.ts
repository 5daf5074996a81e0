/** A confusion matrix as it is shown: the text, the shade and the sentence of every cell. Pure. */

import {
  difference,
  largestCell,
  meanAndSd,
  shared,
  totals,
  type ConfusionMatrix,
  type ConfusionShare,
} from '../../../../shared/analysis/confusion.ts';
import { formatCount, plural } from '../../../../shared/format.ts';

/** What the matrix is of: this run, the seeds of its group, or this run beside the one it is compared with. */
export type ConfusionSubject =
  | { readonly kind: 'run'; readonly matrix: ConfusionMatrix }
  | { readonly kind: 'group'; readonly matrices: readonly ConfusionMatrix[] }
  | { readonly kind: 'difference'; readonly matrix: ConfusionMatrix; readonly other: ConfusionMatrix };

export interface ConfusionCell {
  readonly trueClass: number;
  readonly predictedClass: number;
  readonly isDiagonal: boolean;
  readonly text: string;
  /** `±4.1` for a group; empty otherwise. */
  readonly spread: string;
  /** −1..1: how strongly it is shaded; negative where a difference is. */
  readonly shade: number;
  /** What it says, for tooltips and screen readers. */
  readonly sentence: string;
}

export interface ConfusionView {
  readonly rows: readonly (readonly ConfusionCell[])[];
  /** Fraction of each true class that is wrong, as a text. */
  readonly errors: readonly string[];
  /** Totals of the rows and columns, as texts. */
  readonly rowTotals: readonly string[];
  readonly columnTotals: readonly string[];
}

export interface ConfusionChoices {
  readonly share: ConfusionShare;
  /** Whether the diagonal is shaded and counts in the scale. */
  readonly withDiagonal: boolean;
}

export function confusionView(
  subject: ConfusionSubject,
  { share, withDiagonal }: ConfusionChoices,
  classNames: readonly string[],
): ConfusionView {
  const shown = figures(subject, share);
  const { value, spread, plain } = shown;
  const { classes } = value;
  const largest = largestCell(value, withDiagonal);
  const say = numberText(subject.kind, share);
  const sums = totals(plain);
  const indices = Array.from({ length: classes }, (_, k) => k);
  const rows = indices.map((trueClass) =>
    indices.map((predictedClass): ConfusionCell => {
      const at = trueClass * classes + predictedClass;
      const isDiagonal = trueClass === predictedClass;
      const number = value.values[at]!;
      const sd = spread?.values[at] ?? null;
      return {
        trueClass,
        predictedClass,
        isDiagonal,
        text: number === 0 ? '·' : say(number),
        spread: sd === null || sd === 0 ? '' : `±${say(sd)}`,
        shade: isDiagonal && !withDiagonal ? 0 : Math.max(-1, Math.min(1, number / largest)),
        // Of thousands of cells few are ever asked.
        get sentence() {
          return sentence(subject, shown, share, [classNames[trueClass]!, classNames[predictedClass]!], at);
        },
      };
    }),
  );
  const countText = subject.kind === 'group' ? (count: number) => count.toFixed(1) : signed(subject.kind);
  return {
    rows,
    errors: indices.map((k) => errorText(subject.kind, plain, sums.rows[k]!, k)),
    rowTotals: sums.rows.map(countText),
    columnTotals: sums.columns.map(countText),
  };
}

/** What a cell says, or the head of a row or column. @param trueClass −1 for the head of a column @param predictedClass −1 for that of a row */
export function sayPlace(
  { rows, rowTotals, columnTotals, errors }: ConfusionView,
  classNames: readonly string[],
  trueClass: number,
  predictedClass: number,
): string {
  if (trueClass < 0) return `all said to be ${classNames[predictedClass]}: ${imagesText(columnTotals[predictedClass])}`;
  if (predictedClass < 0)
    return `all that are ${classNames[trueClass]}: ${imagesText(rowTotals[trueClass])}, wrong ${errors[trueClass]}`;
  return rows[trueClass]?.[predictedClass]?.sentence ?? '';
}

const imagesText = (count: string | undefined): string => `${count} ${count === '1' ? 'image' : 'images'}`;

interface Figures {
  /** What is shown. */
  readonly value: ConfusionMatrix;
  readonly spread: ConfusionMatrix | null;
  /** The counts behind it. */
  readonly plain: ConfusionMatrix;
  readonly plainSpread: ConfusionMatrix | null;
}

function figures(subject: ConfusionSubject, share: ConfusionShare): Figures {
  switch (subject.kind) {
    case 'run':
      return { value: shared(subject.matrix, share), spread: null, plain: subject.matrix, plainSpread: null };
    case 'group': {
      const { mean: value, sd: spread } = meanAndSd(subject.matrices.map((matrix) => shared(matrix, share)));
      const { mean: plain, sd: plainSpread } = meanAndSd(subject.matrices);
      return { value, spread, plain, plainSpread };
    }
    case 'difference': {
      const value = difference(shared(subject.matrix, share), shared(subject.other, share));
      return { value, spread: null, plain: difference(subject.matrix, subject.other), plainSpread: null };
    }
  }
}

const percent = (fraction: number): string =>
  (100 * fraction).toFixed(fraction !== 0 && Math.abs(fraction) < 0.1 ? 1 : 0);

function signed(kind: ConfusionSubject['kind']): (count: number) => string {
  if (kind !== 'difference') return formatCount;
  return (count) => (count > 0 ? `+${count}` : String(count).replace('-', '−'));
}

/** A number as a cell has room for it: counts as they are, fractions in per cent. */
function numberText(kind: ConfusionSubject['kind'], share: ConfusionShare): (number: number) => string {
  if (share === 'counts') return kind === 'group' ? (n) => n.toFixed(n < 10 ? 1 : 0) : signed(kind);
  return (fraction) => {
    const text = percent(fraction).replace('-', '−');
    return kind === 'difference' && fraction > 0 ? `+${text}` : text;
  };
}

function errorText(kind: ConfusionSubject['kind'], counts: ConfusionMatrix, row: number, k: number): string {
  if (kind === 'difference') {
    const hits = counts.values[k * counts.classes + k]!;
    return hits === 0 ? '·' : signed('difference')(-hits);
  }
  return row === 0 ? '—' : `${(100 * (1 - counts.values[k * counts.classes + k]! / row)).toFixed(1)} %`;
}

function sentence(
  subject: ConfusionSubject,
  shown: Figures,
  share: ConfusionShare,
  names: readonly [string, string],
  at: number,
): string {
  const [truth, said] = names;
  const what = truth === said ? `true ${truth}, recognised` : `true ${truth}, said ${said}`;
  const { value, spread, plain, plainSpread } = shown;
  if (subject.kind === 'difference') {
    const [own, other] = [subject.matrix.values[at]!, subject.other.values[at]!];
    const text = numberText('difference', share)(value.values[at]!);
    const more = share === 'counts' ? text : `${text} points`;
    return `${what}: ${more}, ${formatCount(own)} here and ${formatCount(other)} in the other run`;
  }
  const of = share === 'by-true' ? `that are ${truth}` : `said to be ${said}`;
  if (subject.kind === 'group') {
    const say = numberText('group', share);
    const seeds = `n = ${subject.matrices.length}`;
    const shownText = `${say(value.values[at]!)} ± ${say(spread!.values[at]!)}`;
    if (share === 'counts') return `${what}: ${shownText}, ${seeds}`;
    const images = `${plain.values[at]!.toFixed(1)} ± ${plainSpread!.values[at]!.toFixed(1)} images`;
    return `${what}: ${shownText} % of those ${of}, ${images}, ${seeds}`;
  }
  const images = plural(plain.values[at]!, 'image');
  if (share === 'counts') return `${what}: ${images}`;
  return `${what}: ${images}, ${percent(value.values[at]!)} % of those ${of}`;
}
