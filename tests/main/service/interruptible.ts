/** A run of some seconds; as a program (`node interruptible.ts <workspace>`), a process to kill in its middle. */

import { openCore } from '../../../src/main/service/core.ts';
import type { ExperimentInput } from '../../../src/shared/experiment.ts';

export const interruptible: ExperimentInput = {
  version: 1,
  name: 'interruptible',
  dataset: { source: 'ellipse', trainSize: 20_000, validationSize: 2000 },
  network: { hidden: [{ units: 16, activation: 'tanh' }], output: 'softmax' },
  training: { optimizer: { type: 'adam', learningRate: 0.001 }, batchSize: 10, epochs: 250 },
};

if (process.argv[1] === import.meta.filename) {
  const core = await openCore({ workspace: process.argv[2]!, threads: 2, version: '0.0.0-test' });
  const { runs } = await core.start(interruptible);
  const { id } = runs[0]!;
  core.events.on('runs', async ([run]) => {
    const point = await core.store.readResumePoint(id);
    if (point && point.state.step > 0 && run && run.step > point.state.step) process.stdout.write('secured\n');
  });
}
