/** What is known of one run's series, growing as answers come in. Plain, so that hundreds of them cost nothing. */

import type { Evaluation } from '../../../engine/spec.ts';
import type { RunSeries } from '../../../shared/contract.ts';
import { GrowableSeries } from '../charts/growable.ts';

export class SeriesBuffer {
  private readonly batchLoss = new GrowableSeries();
  private readonly batchError = new GrowableSeries();
  private evaluations: readonly Evaluation[] = [];
  private known: RunSeries | null = null;

  /** Everything so far, a new object on every arrival; null before the first answer. */
  get series(): RunSeries | null {
    return this.known;
  }

  /** What to ask for next. */
  get missing(): { readonly fromStep: number; readonly fromEvaluation: number } {
    return { fromStep: this.batchLoss.length, fromEvaluation: this.evaluations.length };
  }

  /** @returns whether anything is new; a run that was resumed may start again before what was already seen */
  append(more: RunSeries): boolean {
    const isNews =
      !this.known ||
      more.batchLoss.length > 0 ||
      more.evaluations.length > 0 ||
      more.fromStep < this.batchLoss.length ||
      more.fromEvaluation < this.evaluations.length;
    if (!isNews) return false;
    for (const values of [this.batchLoss, this.batchError]) values.truncate(more.fromStep);
    this.batchLoss.append(more.batchLoss);
    this.batchError.append(more.batchError);
    this.evaluations = [...this.evaluations.slice(0, more.fromEvaluation), ...more.evaluations];
    this.known = {
      fromStep: 0,
      batchLoss: this.batchLoss.view(),
      batchError: this.batchError.view(),
      fromEvaluation: 0,
      evaluations: this.evaluations,
    };
    return true;
  }
}
