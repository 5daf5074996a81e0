/** Learning-rate schedules: the rate of an epoch as a function of the epoch alone, as PyTorch's schedulers define them. */

import type { ScheduleSpec, TrainingSpec } from './spec.ts';

/** Factor on the learning rate in `epoch` (from 0) of a run of `epochs`. Formulas: torch.optim.lr_scheduler. */
export function scheduleFactor(schedule: ScheduleSpec, epoch: number, epochs: number): number {
  switch (schedule.type) {
    case 'constant':
      return 1;
    case 'step':
      return schedule.factor ** Math.floor(epoch / schedule.every);
    case 'exponential':
      return schedule.factor ** epoch;
    case 'cosine':
      return (1 + Math.cos((Math.PI * epoch) / epochs)) / 2;
  }
}

/**
 * Learning rate of every step of an epoch.
 * @param epoch counts from 0
 * @param epochs length of the run, a last partial epoch counted whole
 */
export function scheduledRate(
  training: Pick<TrainingSpec, 'optimizer' | 'schedule'>,
  epoch: number,
  epochs: number,
): number {
  return training.optimizer.learningRate * scheduleFactor(training.schedule, epoch, epochs);
}
