// @vitest-environment happy-dom
import { createPinia, disposePinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compareCsv } from '../../../src/renderer/src/compare/csv.ts';
import {
  externalFromCsv,
  externalLine,
  type ExternalLook,
} from '../../../src/renderer/src/compare/external/externalRun.ts';
import { externalOf, useExternalRuns } from '../../../src/renderer/src/compare/external/externalRuns.ts';
import { captionOf } from '../../../src/renderer/src/compare/groupLines.ts';
import { metricInfo } from '../../../src/renderer/src/compare/metrics.ts';
import { fromQuery, readView, toQuery } from '../../../src/renderer/src/compare/view.ts';

const options = { axis: 'epoch', smoothing: 0, centre: 'mean', band: 'sd' } as const;
const look: ExternalLook = { metric: metricInfo('batch.loss'), options, pace: { stepsPerEpoch: 2, batchSize: 50, samplesPerEpoch: 100 }, hidden: [] }; // prettier-ignore
const curve = externalFromCsv('my curve.csv', 'step,loss\n1,2.5\n2,nan\n4,1.25\n', 'c1');

describe('a curve of another program', () => {
  it('is called by its file and keeps gaps', () => {
    expect(curve).toEqual({
      id: 'c1',
      name: 'my curve',
      steps: [1, 2, 4],
      loss: [2.5, null, 1.25],
      error: null,
      stepsPerEpoch: null,
    });
    expect(externalFromCsv('a.csv', 'step,epoch,loss\n5,0.5,2\n10,1,1\n', 'a').stepsPerEpoch).toBe(10);
    expect(() => externalFromCsv('a.csv', 'step,loss\n1,high\n', 'a')).toThrow('a.csv: line 2 holds "high"');
    const long = Array.from({ length: 50_001 }, () => '1').join('\n');
    expect(() => externalFromCsv('a.csv', long, 'a')).toThrow(/50001 rows, expected at most 50000; leave out/);
  });

  it('is a line of its own on the axis of the runs beside it, said to be external', () => {
    const line = externalLine(curve, 0, look)!;
    expect(line.group).toMatchObject({ label: 'my curve (external)', runs: [], external: true, hidden: false });
    expect(line.group.color.dash).toBe('dashed');
    expect(Array.from(line.curve.statistics!.x)).toEqual([0.5, 1, 2]);
    expect([line.edges, captionOf([line], options)]).toEqual([null, '']);
    expect(compareCsv([line], 'epoch')).toMatch(/^epoch,my curve \(external\) centre/);
    expect(externalLine(curve, 0, { ...look, hidden: ['external c1'] })!.group.hidden).toBe(true);
  });

  it('has no values of the splits, of an error that was not given, and no clock', () => {
    expect(externalLine(curve, 0, { ...look, metric: metricInfo('test.error') })).toBeNull();
    expect(externalLine(curve, 0, { ...look, metric: metricInfo('batch.error') })).toBeNull();
    expect(externalLine(curve, 0, { ...look, options: { ...options, axis: 'seconds' } })).toBeNull();
  });
});

describe('the curves that a window keeps', () => {
  let pinia = createPinia();
  const fresh = () => setActivePinia((pinia = createPinia()));
  beforeEach(() => {
    localStorage.clear();
    fresh();
  });
  afterEach(() => disposePinia(pinia));

  it('outlast a reload, and come with a saved view', async () => {
    const run = await useExternalRuns().add(new File(['step,loss\n1,2\n'], 'mine.csv'));
    fresh();
    expect(useExternalRuns().list).toEqual([run]);
    const saved: unknown = JSON.parse(JSON.stringify({ ...readView({ external: [run.id] }), externalRuns: [run] }));
    useExternalRuns().remove(run.id);
    expect(useExternalRuns().list).toEqual([]);
    useExternalRuns().adopt(externalOf(saved));
    useExternalRuns().adopt(externalOf(saved));
    expect(useExternalRuns().list).toEqual([run]);
    expect(externalOf({ externalRuns: 'nonsense' })).toEqual([]);
  });

  it('are in the address by their ids alone', () => {
    const view = readView({ external: ['c1'] });
    expect(fromQuery(toQuery(view)).external).toEqual(['c1']);
  });

  it('leaves what is kept alone when a file is no curve', async () => {
    const store = useExternalRuns();
    await expect(store.add(new File(['a,b\nx,y\n'], 'bad.csv'))).rejects.toThrow('bad.csv: has the columns a, b, expected one called loss'); // prettier-ignore
    expect(store.list).toEqual([]);
  });
});
