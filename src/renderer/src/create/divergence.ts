/** What is said over the form when the experiment it was duplicated from diverged. Pure. */

import type { ExperimentSummary, RunSummary } from '../../../shared/contract.ts';
import { plural } from '../../../shared/format.ts';
import { settingAt } from '../experiments/runSettings.ts';

/** Null where no run diverged. */
export function divergenceSaid(summary: ExperimentSummary): string | null {
  const { name, runs } = summary;
  const diverged = runs.filter(({ status }) => status === 'diverged');
  if (diverged.length === 0) return null;
  const part = diverged.length === runs.length ? 'All' : `${diverged.length} of`;
  const which = runs.length === 1 ? `“${name}”` : `${part} ${plural(runs.length, 'run')} of “${name}”`;
  const advice = 'the loss became NaN or infinite. Choose smaller learning rates before starting again.';
  return `${which} diverged${ratesSaid(summary, diverged)}: ${advice}`;
}

/** `, with learning rates from 0.3 on`; empty where a run with as large a rate went well, so that the rate is not all. */
function ratesSaid(summary: ExperimentSummary, diverged: readonly RunSummary[]): string {
  const rateOf = (run: RunSummary): number => Number(settingAt(summary, run, 'training.optimizer.learningRate'));
  const rates = diverged.map(rateOf);
  const least = Math.min(...rates);
  if (summary.runs.some((run) => run.status === 'finished' && rateOf(run) >= least)) return '';
  return rates.every((rate) => rate === least)
    ? `, with a learning rate of ${least}`
    : `, with learning rates from ${least} on`;
}
