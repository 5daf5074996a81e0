/** `run <file.json | recipe>`: runs an experiment to the end. */

import type { Command } from 'commander';
import type { RunSeries } from '../../shared/contract.ts';
import { UserError } from '../../shared/errors.ts';
import { issuesError } from '../../shared/parse.ts';
import { experimentDocument, type ExperimentDocument, type ResultInput } from '../../shared/result/document.ts';
import { needsSeries } from '../../shared/result/expectationValue.ts';
import { expandSweep } from '../../shared/sweep.ts';
import type { RunRecord } from '../store/store.ts';
import { exit, type ExitStatus } from './exit.ts';
import { chooseExperiment } from './experiment.ts';
import type { CliHost } from './host.ts';
import { addExperimentOptions, workspaceOf, type ExperimentOptions } from './options.ts';
import { noProgress, showProgress } from './progress.ts';
import { experimentReport } from './report.ts';
import type { CliService } from './service.ts';
import { checkWeightsOut, readWeights, writeFileWhole } from './weights.ts';
import { withService } from './with-service.ts';

export function addRun(program: Command, host: CliHost, done: (status: ExitStatus) => void): void {
  addExperimentOptions(program.command('run'))
    .argument('<experiment>', 'an experiment file, or the name of a recipe')
    .description('run an experiment to the end')
    .action(async (source: string, options: ExperimentOptions) => done(await run(source, options, host)));
}

async function run(source: string, options: ExperimentOptions, host: CliHost): Promise<ExitStatus> {
  const { experiment, changed } = await chooseExperiment(source, options, host);
  const expanded = expandSweep(experiment);
  if (!expanded.ok) throw issuesError(source, expanded.issues);
  const initialWeights = await readWeights(options.weightsIn, host);
  const weightsOut = await checkWeightsOut(options.weightsOut, expanded.runs.length, host);

  return withService({ workspace: workspaceOf(options, host), threads: options.threads }, host, async (service) => {
    const progress = options.quiet
      ? noProgress
      : showProgress(experiment.name, expanded.runs.length, host.stderr, host.now);
    const onProgress = progress.update;
    const request = { experiment, initialWeights, onProgress, signal: host.interrupted };
    const { runs } = await service.runExperiment(request).finally(progress.end);
    const document = await documentOf(service, { experiment, runs, changed }, options.series === true);
    if (weightsOut) await writeFileWhole(weightsOut, await finalWeights(service, runs[0]!));
    writeDocument(document, options, host);
    return statusOf(runs, host);
  });
}

/** The document of runs that have ended, their series read where it needs them. */
export async function documentOf(
  service: CliService,
  input: Pick<ResultInput, 'experiment' | 'changed'> & { readonly runs: readonly RunRecord[] },
  withSeries: boolean,
): Promise<ExperimentDocument> {
  const series = new Map<string, RunSeries>();
  if (withSeries || input.experiment.expects.some(needsSeries))
    for (const { id } of input.runs) series.set(id, await service.readSeries(id));
  return experimentDocument({ ...input, series: (id) => series.get(id) ?? null, withSeries });
}

/** To stdout: the document itself with `--json`, else a table for people. */
export function writeDocument(
  document: ExperimentDocument,
  { json, series }: Pick<ExperimentOptions, 'json' | 'series'>,
  host: CliHost,
): void {
  host.stdout.write(json ? `${JSON.stringify(document, null, series ? 0 : 2)}\n` : experimentReport(document));
}

export function statusOf(runs: readonly RunRecord[], host: CliHost): ExitStatus {
  if (host.interrupted.aborted) {
    host.stderr.write('interrupted: what was trained is kept in the workspace.\n');
    return exit.interrupted;
  }
  return runs.every((each) => each.status === 'finished' || each.status === 'diverged') ? exit.done : exit.failed;
}

export async function finalWeights(service: CliService, run: RunRecord): Promise<Uint8Array> {
  const npz = await service.readWeights(run.id);
  if (npz) return npz;
  throw new UserError('internal', `--weights-out: run ${run.id} has no weights to write, since it is ${run.status}.`);
}
