/**
 * A curve that another program wrote, as it stands beside the runs of the workbench: marked, in a colour of its own, in no
 * group's statistics. It lives in this window and in saved views; the workbench itself knows nothing of it. Pure.
 */

import { unorderedColor } from '../../../../shared/colors.ts';
import { UserError } from '../../../../shared/errors.ts';
import { parseSeriesCsv } from '../../../../shared/series-csv.ts';
import type { Pace, SeriesMember } from '../../../../shared/stats/member.ts';
import { z } from '../../../../shared/zod.ts';
import type { ChosenRun } from '../chosen.ts';
import type { CompareGroup } from '../groups.ts';
import { groupLine, type GroupLine, type LineOptions } from '../groupLines.ts';
import type { MetricInfo } from '../metrics.ts';

/** Null stands for what was not measured or is not finite, as JSON has it. */
const column = z.array(z.number().nullable());
export const externalRun = z.object({
  id: z.string().min(1),
  name: z.string(),
  steps: z.array(z.number()),
  loss: column,
  /** Fraction misclassified. */
  error: column.nullable(),
  /** Steps of an epoch, where the file tells epochs. */
  stepsPerEpoch: z.number().positive().nullable(),
});
export type ExternalRun = z.output<typeof externalRun>;

/** More would not be kept by a browser. */
const mostPoints = 50_000;

/**
 * @param file its name, by which the curve is called
 * @throws UserError for a file that is no curve, or too long a one
 */
export function externalFromCsv(file: string, text: string, id: string): ExternalRun {
  const { step, loss, error, epoch } = parseSeriesCsv(text, file);
  if (step.length > mostPoints)
    throw new UserError('invalid-input', `${file}: has ${step.length} rows, expected at most ${mostPoints}; leave out every other row.`); // prettier-ignore
  const rounded = (values: Float64Array): (number | null)[] =>
    Array.from(values, (value) => (Number.isFinite(value) ? Number(value.toPrecision(7)) : null));
  const [lastStep, lastEpoch] = [step.at(-1) ?? 0, epoch?.at(-1) ?? 0];
  return {
    id,
    name: file.replace(/\.[^.]*$/, ''),
    steps: Array.from(step),
    loss: rounded(loss),
    error: error && rounded(error),
    stepsPerEpoch: lastEpoch > 0 && lastStep > 0 ? lastStep / lastEpoch : null,
  };
}

/** What the x axes need, of the run that the curve is compared with; null without one. */
export function paceBeside(run: ChosenRun | undefined, trainImages: number | undefined): Omit<Pace, 'seconds'> | null {
  if (!run || trainImages === undefined) return null;
  const given = run.settings.get('training.batchSize');
  const batchSize = typeof given === 'number' ? given : trainImages;
  return { batchSize, samplesPerEpoch: trainImages, stepsPerEpoch: Math.max(1, Math.ceil(trainImages / batchSize)) };
}

/** A key that no group of runs has. */
export const externalKey = (id: string): string => `external ${id}`;

export interface ExternalLook {
  readonly metric: MetricInfo;
  readonly options: LineOptions;
  readonly pace: Omit<Pace, 'seconds'> | null;
  readonly hidden: readonly string[];
}

/** A curve has values of the batch alone, and no clock. */
export const hasValues = ({ error }: ExternalRun, { on, figure }: MetricInfo, axis: LineOptions['axis']): boolean =>
  on === 'batch' && axis !== 'seconds' && (figure === 'loss' || error !== null);

/** The curve as a group of one; null where it has no such values. @param index among the curves, for its colour */
export function externalLine(run: ExternalRun, index: number, look: ExternalLook): GroupLine | null {
  const { metric, options, pace, hidden } = look;
  if (!hasValues(run, metric, options.axis)) return null;
  const values = metric.figure === 'loss' ? run.loss : run.error!;
  const stepsPerEpoch = pace?.stepsPerEpoch ?? run.stepsPerEpoch ?? 1;
  const member: SeriesMember = {
    id: run.id,
    name: run.name,
    steps: Float64Array.from(run.steps),
    values: Float64Array.from(values, (value) => value ?? NaN),
    diverged: false,
    pace: { batchSize: 1, samplesPerEpoch: stepsPerEpoch, ...pace, stepsPerEpoch, seconds: 0 },
  };
  return groupLine(externalGroup(run, index, hidden), [member], { ...options, band: 'none' });
}

export function externalGroup(
  { id, name }: Pick<ExternalRun, 'id' | 'name'>,
  index: number,
  hidden: readonly string[],
): CompareGroup {
  // prettier-ignore
  const key = externalKey(id);
  // From the end of the palette, and dashed: groups take their colours from its beginning.
  const color = { ...unorderedColor(7 - (index % 8)), dash: 'dashed' as const };
  return {
    key,
    label: `${name} (external)`,
    values: {},
    runs: [],
    color,
    hidden: hidden.includes(key),
    external: true,
  };
}
