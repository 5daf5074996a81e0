/** `list` and `show <run>`: the runs of the workspace. */

import type { Command } from 'commander';
import type { RunSeries } from '../../shared/contract.ts';
import { UserError } from '../../shared/errors.ts';
import { formatDuration, formatOverrides, formatPercent } from '../../shared/format.ts';
import { datasetDocument, runDocument } from '../../shared/result/document.ts';
import { seriesDocument } from '../../shared/result/scores.ts';
import type { RunRecord } from '../store/store.ts';
import { exit, type ExitStatus } from './exit.ts';
import type { CliHost } from './host.ts';
import { addWorkspaceOption, workspaceOf, type WorkspaceOption } from './options.ts';
import { runReport } from './run-report.ts';
import type { CliService, ExperimentWithRuns } from './service.ts';
import { textTable } from './table.ts';
import { withService } from './with-service.ts';

interface JsonOptions extends WorkspaceOption {
  readonly json?: true;
  readonly series?: true;
}

/** Characters of an id that are shown; `show` takes any beginning that is unique. */
const shownId = 8;

export function addList(program: Command, host: CliHost, done: (status: ExitStatus) => void): void {
  addWorkspaceOption(program.command('list'))
    .description('list the runs of the workspace, newest first')
    .option('--json', 'print one JSON document')
    .action(async (options: JsonOptions) => {
      const workspace = workspaceOf(options, host);
      const experiments = await withService({ workspace, threads: 1 }, host, (service) => service.listExperiments());
      host.stdout.write(
        options.json ? `${JSON.stringify(listDocument(experiments), null, 2)}\n` : listTable(experiments),
      );
      done(exit.done);
    });
}

export function addShow(program: Command, host: CliHost, done: (status: ExitStatus) => void): void {
  addWorkspaceOption(program.command('show'))
    .argument('<run>', 'the id of a run, or the beginning of it')
    .description('show one run: settings, data, results')
    .option('--json', 'print one JSON document')
    .option('--series', 'with --json: every step and evaluation')
    .action(async (id: string, options: JsonOptions) => {
      const workspace = workspaceOf(options, host);
      await withService({ workspace, threads: 1 }, host, async (service) => {
        const record = await findRun(service, id);
        const series = options.series ? await service.readSeries(record.id) : null;
        const document = wholeRunDocument(record, series);
        host.stdout.write(options.json ? `${JSON.stringify(document, null, 2)}\n` : runReport(record));
      });
      done(exit.done);
    });
}

/** Everything about one run; the series only where given. */
export function wholeRunDocument(record: RunRecord, series: RunSeries | null): unknown {
  const document = { ...runDocument(record), dataset: datasetDocument(record.dataset), experiment: record.experiment };
  return series ? { ...document, series: seriesDocument(series) } : document;
}

/** @throws UserError where no run, or more than one, has an id that begins so */
export async function findRun(service: CliService, beginning: string): Promise<RunRecord> {
  const found = await runsBeginning(service, beginning);
  if (found.length === 1) return found[0]!;
  const problem = found.length === 0 ? 'there is none in the workspace' : `${found.length} begin like this`;
  throw new UserError('not-found', `run ${beginning}: ${problem}; "backprop list" shows them all.`);
}

/** The runs whose ids begin so; one whose whole id it is stands alone. */
export async function runsBeginning(service: CliService, beginning: string): Promise<RunRecord[]> {
  const exact = await service.getRun(beginning);
  if (exact) return [exact];
  const runs = (await service.listExperiments()).flatMap((experiment) => experiment.runs);
  return runs.filter((run) => run.id.startsWith(beginning));
}

function listDocument(experiments: readonly ExperimentWithRuns[]): unknown {
  return experiments.map(({ experiment, runs }) => ({
    id: experiment.id,
    name: experiment.name,
    createdAt: new Date(experiment.createdAt).toISOString(),
    runs: runs.map(runDocument),
  }));
}

function listTable(experiments: readonly ExperimentWithRuns[]): string {
  const rows = experiments.flatMap(({ experiment, runs }) =>
    runs.map((run) => [
      run.id.slice(0, shownId),
      new Date(experiment.createdAt).toISOString().slice(0, 16).replace('T', ' '),
      experiment.name,
      [formatOverrides(run.overrides), `seed ${run.seed}`].filter((text) => text !== '').join(', '),
      run.status,
      run.lastError === null ? null : `${formatPercent(run.lastError)} (${run.rankedBy})`,
      formatDuration(run.seconds),
    ]),
  );
  if (rows.length === 0) return 'no runs yet: try "backprop run first-steps"\n';
  return textTable(['run', 'started (UTC)', 'experiment', 'settings', 'status', 'error', 'time'], rows);
}
