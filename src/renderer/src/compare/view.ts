/**
 * What the Compare screen shows, as one plain object: it lives in the address, so that a reload keeps it, and is saved
 * under a name. What cannot be read, from a newer or a damaged view, falls back to its default.
 */

import { z } from '../../../shared/zod.ts';

export const metricIds = [
  'batch.loss',
  'batch.error',
  'train.loss',
  'train.error',
  'validation.loss',
  'validation.error',
  'test.loss',
  'test.error',
] as const;
export type MetricId = (typeof metricIds)[number];

const texts = z.array(z.string());
const schema = z.object({
  /** Experiments shown with all their runs, those to come included. */
  experiments: texts.catch([]),
  /** Single runs besides. */
  runs: texts.catch([]),
  /** Curves of other programs, by their ids in this window. */
  external: texts.catch([]),
  /** Settings to group by; null takes whatever differs. */
  groupBy: texts.nullable().catch(null),
  /** Null takes the validation error where there is one. */
  metric: z.enum(metricIds).nullable().catch(null),
  axis: z.enum(['epoch', 'step', 'samples', 'seconds']).catch('epoch'),
  /** Null puts up to eight groups side by side. */
  mode: z.enum(['overlay', 'side by side']).nullable().catch(null),
  logX: z.boolean().catch(false),
  logY: z.boolean().catch(true),
  centre: z.enum(['mean', 'median']).catch('mean'),
  band: z.enum(['none', 'sd', 'sem', 'ci95', 'min-max']).catch('sd'),
  members: z.boolean().catch(true),
  /** Scales the axis by every value, also where a run that diverged squashes the rest. */
  allValues: z.boolean().catch(false),
  smoothing: z.number().min(0).max(0.999).catch(0),
  /** Key of the group that differences are taken from; null takes the first. */
  baseline: z.string().nullable().catch(null),
  /** Keys of groups that are not drawn. */
  hidden: texts.catch([]),
  /** The part of the x axis shown, in its own unit; null shows all. */
  zoom: z.object({ from: z.number(), to: z.number() }).nullable().catch(null),
  /** Of views saved before the experiments themselves kept the date: their test figures were asked for. */
  testRevealed: z.boolean().catch(false),
});

export type CompareView = Readonly<z.output<typeof schema>>;

export const defaultView: CompareView = schema.parse({});

/** Any value, as a saved view or an address may hold it. Never fails. */
export function readView(value: unknown): CompareView {
  const read = schema.safeParse(value);
  return read.success ? read.data : defaultView;
}

/** A change of the view; a zoom does not outlive the axis that it was made on. */
export function changeView(view: CompareView, changes: Partial<CompareView>): CompareView {
  const next = { ...view, ...changes };
  const sameAxis = next.axis === view.axis && next.logX === view.logX;
  return sameAxis || changes.zoom !== undefined ? next : { ...next, zoom: null };
}

type Query = Readonly<Record<string, unknown>>;

/** The address: `?experiments=a,b&runs=c&view={…}`, with only what differs from the default. */
export function toQuery({ experiments, runs, ...rest }: CompareView): Record<string, string> {
  const changed = Object.entries(rest).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(defaultView[key as keyof CompareView]),
  );
  return {
    ...(experiments.length > 0 ? { experiments: experiments.join(',') } : {}),
    ...(runs.length > 0 ? { runs: runs.join(',') } : {}),
    ...(changed.length > 0 ? { view: JSON.stringify(Object.fromEntries(changed)) } : {}),
  };
}

export function fromQuery(query: Query): CompareView {
  return { ...readView(parseJson(query['view'])), experiments: list(query['experiments']), runs: list(query['runs']) };
}

const list = (value: unknown): string[] => (typeof value === 'string' ? value.split(',').filter(Boolean) : []);

function parseJson(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : {};
  } catch {
    return {};
  }
}
