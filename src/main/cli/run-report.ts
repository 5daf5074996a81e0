/** One run in readable form, for `show`. Pure. */

import {
  formatCount,
  formatDuration,
  formatLoss,
  formatOverrides,
  formatPercent,
  formatRate,
} from '../../shared/format.ts';
import type { RunRecord } from '../store/store.ts';
import { textTable } from './table.ts';

export function runReport(run: RunRecord): string {
  const { dataset, rankedBy } = run;
  const facts: [string, string][] = [
    ['run', run.id],
    ['experiment', run.experiment.name],
    ['settings', formatOverrides(run.overrides) || '—'],
    ['seed', String(run.seed)],
    ['status', run.message === null ? run.status : `${run.status}: ${run.message}`],
    ['network', `${run.architecture}, ${formatCount(run.parameters)} parameters`],
    [
      'trained',
      `${formatCount(run.step)} of ${formatCount(run.totalSteps)} steps, ${Number(run.epoch.toFixed(2))} epochs`,
    ],
    ['time', `${formatDuration(run.seconds)}, ${formatRate(run.samplesPerSecond)} samples/s`],
    ['arithmetic', `${run.kernels ?? '—'}, version ${run.engineVersion}`],
    ...(dataset ? [['data', `${dataset.name}, SHA-256 ${dataset.sha256}`] as [string, string]] : []),
  ];
  const width = Math.max(...facts.map(([name]) => name.length));
  // With a validation split the test figures stay hidden, as everywhere.
  const splits = rankedBy === 'validation' ? (['train', 'validation'] as const) : (['train', 'test'] as const);
  const scores = textTable(
    ['split', 'loss before', 'error before', 'loss after', 'error after'],
    splits.map((split) => [
      split,
      formatLoss(run.initial?.[split]?.loss),
      formatPercent(run.initial?.[split]?.error),
      formatLoss(run.final?.[split]?.loss),
      formatPercent(run.final?.[split]?.error),
    ]),
  );
  return `${facts.map(([name, value]) => `${name.padEnd(width)}  ${value}\n`).join('')}\n${scores}`;
}
