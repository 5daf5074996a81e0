import { describe, expect, it } from 'vitest';
import { scheduledRate } from '../../src/engine/schedule.ts';
import type { ScheduleSpec } from '../../src/engine/spec.ts';

const optimizer = { type: 'sgd', learningRate: 0.1, weightDecay: 0 } as const;
const rates = (schedule: ScheduleSpec, epochs: number) =>
  Array.from({ length: epochs }, (_, epoch) => scheduledRate({ optimizer, schedule }, epoch, epochs));

describe('learning-rate schedules', () => {
  it.each<[ScheduleSpec, number[]]>([
    [{ type: 'constant' }, [0.1, 0.1, 0.1, 0.1, 0.1]],
    [{ type: 'step', every: 2, factor: 0.5 }, [0.1, 0.1, 0.05, 0.05, 0.025]],
    [{ type: 'exponential', factor: 0.9 }, [0.1, 0.09, 0.081, 0.0729, 0.06561]],
    [{ type: 'cosine' }, [0.1, 0.09045085, 0.06545085, 0.03454915, 0.00954915]],
  ])('%o', (schedule, expected) => {
    rates(schedule, 5).forEach((rate, epoch) => expect(rate, `epoch ${epoch}`).toBeCloseTo(expected[epoch]!, 8));
  });
});
