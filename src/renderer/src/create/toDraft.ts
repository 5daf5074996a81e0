/** From the form back to an experiment as a person writes it. */

import { baseInit, baseOptimizer, hasInitStd, optimizerSettings, scheduleSettings } from './axes.ts';
import type { FormState } from './form.ts';
import { readBatchSize, readClasses, readNumber } from './text.ts';

/**
 * The experiment as the form says it, not yet validated: text that is no number goes through as it is, so that the
 * schema's own sentence names what was given and what was expected.
 */
export function toDraft(form: FormState): Record<string, unknown> {
  return prune({
    version: 1,
    name: form.name.trim() || undefined,
    about: form.about,
    dataset: draftDataset(form.dataset),
    network: {
      hidden: form.network.hidden.map(({ units, activation }) => ({ units: readNumber(units), activation })),
      output: form.network.output,
      init: prune({
        scheme: baseInit(form),
        std: hasInitStd(form) ? readNumber(form.network.init.std) : undefined,
      }),
    },
    training: draftTraining(form),
    seed: readNumber(form.seed),
    repeats: readNumber(form.repeats),
    sweep: Object.keys(form.sweep).length > 0 ? form.sweep : undefined,
    expects: form.expects.length > 0 ? form.expects : undefined,
  });
}

function draftDataset(dataset: FormState['dataset']): Record<string, unknown> {
  return prune({
    source: dataset.source,
    path: dataset.path.trim() || undefined,
    scaling: dataset.scaling,
    classes: readClasses(dataset.classes),
    trainSize: readNumber(dataset.trainSize),
    validationSize: readNumber(dataset.validationSize),
    testSize: readNumber(dataset.testSize),
    seed: readNumber(dataset.seed),
    randomInputs: dataset.randomInputs || undefined,
  });
}

function draftTraining(form: FormState): Record<string, unknown> {
  const { training } = form;
  const { optimizer, schedule, length, until, earlyStopping, evaluateEvery, stop } = training;
  const fields = ['learningRate', ...optimizerSettings(form)] as const;
  return prune({
    optimizer: prune({
      type: baseOptimizer(form),
      ...Object.fromEntries(fields.map((field) => [field, readNumber(optimizer[field])])),
    }),
    schedule: prune({
      type: schedule.type,
      ...Object.fromEntries(scheduleSettings(form).map((field) => [field, readNumber(schedule[field])])),
    }),
    batchSize: readBatchSize(training.batchSize),
    [length.unit]: readNumber(length.amount),
    until: stop === 'until' || stop === 'both' ? { metric: until.metric, atMost: readNumber(until.atMost) } : undefined,
    earlyStopping:
      stop === 'earlyStopping' || stop === 'both'
        ? { metric: earlyStopping.metric, patience: readNumber(earlyStopping.patience) }
        : undefined,
    shuffle: training.shuffle,
    evaluateEvery: prune({ [evaluateEvery.unit]: readNumber(evaluateEvery.amount), on: [...evaluateEvery.on] }),
  });
}

/** Without the settings that were left out. */
function prune(settings: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}
