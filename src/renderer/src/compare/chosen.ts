/** The runs that a view asks for, each with its complete settings, and how the choice changes. Pure. */

import type { Experiment } from '../../../shared/experiment.ts';
import type { ExperimentSummary, Overrides, RunSummary } from '../../../shared/contract.ts';
import { runName } from '../../../shared/names.ts';
import type { GroupableRun } from '../../../shared/stats/grouping.ts';
import { runExperiment, settingsOf } from '../../../shared/stats/settings.ts';
import type { Settings } from '../../../shared/stats/settings.ts';
import type { CompareView } from './view.ts';

export interface ChosenRun extends GroupableRun {
  readonly experimentId: string;
  readonly name: string;
  readonly summary: RunSummary;
  /** Runs with the same text differ by their seed alone, so that they train on equally many images. */
  readonly configuration: string;
}

type Choice = Pick<CompareView, 'experiments' | 'runs'>;

/** In the order of the list; an id that is not there is left out. */
export function chosenRuns(list: readonly ExperimentSummary[], choice: Choice): ChosenRun[] {
  const [whole, single] = [new Set(choice.experiments), new Set(choice.runs)];
  return list.flatMap((experiment) =>
    experiment.runs
      .filter(({ id }) => whole.has(experiment.id) || single.has(id))
      .map((run) => chosenRun(experiment, run)),
  );
}

/** All runs of the experiments that something is chosen from: colours are given to these, so that they stay. */
export function siblingRuns(list: readonly ExperimentSummary[], choice: Choice): ChosenRun[] {
  const [whole, single] = [new Set(choice.experiments), new Set(choice.runs)];
  const touched = list.filter(({ id, runs }) => whole.has(id) || runs.some((run) => single.has(run.id)));
  return touched.flatMap((experiment) => experiment.runs.map((run) => chosenRun(experiment, run)));
}

function chosenRun({ experiment, id, name }: ExperimentSummary, run: RunSummary): ChosenRun {
  const configuration = JSON.stringify([id, withoutSeed(run.overrides)]);
  const settings = settingsFor(experiment, run, name);
  return { id: run.id, experimentId: id, seed: run.seed, name: runName(run), summary: run, settings, configuration };
}

const withoutSeed = ({ seed: _, ...settings }: Overrides): Overrides => settings;

/**
 * The same object for the same run as long as its experiment is the same object: while runs train, nobody has to look at
 * their settings again. Validated once a configuration.
 */
function settingsFor(experiment: Experiment, { overrides, seed }: RunSummary, name: string): Settings {
  const known = cache.get(experiment) ?? new Map<string, Settings>();
  cache.set(experiment, known);
  const remember = (key: string, make: () => Settings): Settings => {
    const settings = known.get(key) ?? make();
    known.set(key, settings);
    return settings;
  };
  const key = JSON.stringify(withoutSeed(overrides));
  const shared = remember(key, () => settingsOf(runExperiment(experiment, withoutSeed(overrides))));
  return remember(`${key} ${seed} ${name}`, () => new Map([...shared, ['seed', seed], ['experiment', name]]));
}
const cache = new WeakMap<Experiment, Map<string, Settings>>();

/** Takes a whole experiment in or out; its single runs go with it. */
export function toggleExperiment(choice: Choice, { id, runs }: ExperimentSummary): Choice {
  const others = choice.runs.filter((run) => !runs.some((one) => one.id === run));
  if (choice.experiments.includes(id)) return { experiments: choice.experiments.filter((one) => one !== id), runs: others }; // prettier-ignore
  return { experiments: [...choice.experiments, id], runs: others };
}

/** Takes one run in or out; an experiment that loses a run is from then on its other runs. */
export function toggleRun(choice: Choice, { id, runs }: ExperimentSummary, run: string): Choice {
  if (choice.experiments.includes(id)) {
    const rest = runs.filter((one) => one.id !== run).map((one) => one.id);
    return { experiments: choice.experiments.filter((one) => one !== id), runs: [...choice.runs, ...rest] };
  }
  const without = choice.runs.filter((one) => one !== run);
  return { ...choice, runs: without.length < choice.runs.length ? without : [...choice.runs, run] };
}
