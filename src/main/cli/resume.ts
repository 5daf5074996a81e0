/**
 * `resume`: finishes every interrupted run of the workspace. Prints what `run` prints; where the runs belong to several
 * experiments, the one document joins theirs and says at each run, group and expectation which it is of.
 */

import type { Command } from 'commander';
import { resolve } from 'node:path';
import { changedSettings } from '../../shared/override.ts';
import type { ExperimentDocument } from '../../shared/result/document.ts';
import { listRecipes } from '../recipes.ts';
import type { ExperimentWithRuns, RunRecord } from '../store/store.ts';
import { exit, type ExitStatus } from './exit.ts';
import type { CliHost } from './host.ts';
import { addTrainingOptions, workspaceOf, type TrainingOptions } from './options.ts';
import { noProgress, showProgress } from './progress.ts';
import { documentOf, finalWeights, statusOf, writeDocument } from './run.ts';
import type { CliService } from './service.ts';
import { checkWeightsOut, writeFileWhole } from './weights.ts';
import { withService } from './with-service.ts';

export function addResume(program: Command, host: CliHost, done: (status: ExitStatus) => void): void {
  addTrainingOptions(program.command('resume'))
    .description('finish every interrupted run of the workspace, each from its last checkpoint')
    .action(async (options: TrainingOptions) => done(await resume(options, host)));
}

async function resume(options: TrainingOptions, host: CliHost): Promise<ExitStatus> {
  return withService({ workspace: workspaceOf(options, host), threads: options.threads }, host, async (service) => {
    const interrupted = (await service.listExperiments()).filter(({ runs }) => runs.some(isInterrupted));
    const ids = interrupted.flatMap(({ runs }) => runs.filter(isInterrupted).map((run) => run.id));
    if (ids.length === 0) host.stderr.write('resume: no run of this workspace is interrupted.\n');
    const weightsOut = ids.length === 0 ? null : await checkWeightsOut(options.weightsOut, ids.length, host);

    const progress = options.quiet ? noProgress : showProgress('resume', ids.length, host.stderr, host.now);
    const dataPath = options.data === undefined ? null : resolve(host.folder, options.data);
    const watch = { onProgress: progress.update, signal: host.interrupted };
    if (ids.length > 0) await service.resumeRuns(ids, { dataPath, ...watch }).finally(progress.end);

    const ended = await Promise.all(interrupted.map(({ experiment }) => service.getExperiment(experiment.id)));
    const present = ended.filter((experiment) => experiment !== null);
    const documents = await Promise.all(
      present.map((one) => resumedDocument(service, one, options.series === true, host)),
    );
    const resumed = present.flatMap(({ runs }) => runs).filter((run) => ids.includes(run.id));
    if (weightsOut) await writeFileWhole(weightsOut, await finalWeights(service, resumed[0]!));
    writeDocument(joinDocuments(documents), options, host);
    return ids.length === 0 ? exit.done : statusOf(resumed, host);
  });
}

const isInterrupted = (run: RunRecord): boolean => run.status === 'interrupted';

/** What was changed with `--set` when the run began shows by comparing with the recipe of that name, where there is one. */
async function resumedDocument(
  service: CliService,
  { experiment: { experiment }, runs }: ExperimentWithRuns,
  withSeries: boolean,
  host: CliHost,
): Promise<ExperimentDocument> {
  const recipe = (await listRecipes(host.recipes)).find(({ name }) => name === experiment.name);
  const changed = recipe ? changedSettings(recipe.experiment, experiment) : [];
  return documentOf(service, { experiment, runs, changed }, withSeries);
}

/** One document for any number: the only one as it is, several with the name of their experiment at each part. */
export function joinDocuments(documents: readonly ExperimentDocument[]): ExperimentDocument {
  const [first] = documents;
  if (first && documents.length === 1) return first;
  const shared = documents.every(({ dataset }) => dataset?.sha256 === first?.dataset?.sha256);
  const named = <Part extends object>(parts: (document: ExperimentDocument) => readonly Part[]) =>
    documents.flatMap((document) => parts(document).map((part) => ({ ...part, experiment: document.name })));
  return {
    name: documents.map(({ name }) => name).join(', '),
    dataset: shared ? (first?.dataset ?? null) : null,
    runs: named(({ runs }) => runs),
    groups: named(({ groups }) => groups),
    expectations: named(({ expectations }) => expectations),
  };
}
