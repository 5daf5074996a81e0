/** `verify <student.npz | series.csv>`: a student's own activations, gradients or curve against the right ones. */

import type { Command } from 'commander';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { layerWidths } from '../../engine/tensors.ts';
import { UserError, messageOf } from '../../shared/errors.ts';
import { parseSeriesCsv } from '../../shared/series-csv.ts';
import { compareCurve, type CurveVerdict } from '../../shared/verify/curve.ts';
import { verifyArrays, type Verification } from '../../shared/verify/verify.ts';
import { readProblem } from '../export/batch.ts';
import { decodeNpz, type NamedArrays } from '../export/npz.ts';
import { engineSpecs } from '../runs/specs.ts';
import { exit, type ExitStatus } from './exit.ts';
import { chooseExperiment } from './experiment.ts';
import type { CliHost } from './host.ts';
import { addWorkspaceOption, workspaceOf, type WorkspaceOption } from './options.ts';
import { findRun } from './runs.ts';
import { curveReport, verifyReport, withoutInfinity } from './verify-report.ts';
import { withService } from './with-service.ts';

interface VerifyOptions extends WorkspaceOption {
  readonly batch?: string;
  readonly network?: string;
  readonly against?: string;
  readonly json?: true;
}

export function addVerify(program: Command, host: CliHost, done: (status: ExitStatus) => void): void {
  addWorkspaceOption(program.command('verify'))
    .argument('<file>', 'the batch of "export --format batch" with your z1, h1, …, dW1, db1, …; or step,loss as CSV')
    .description('check your own implementation')
    .option('--batch <file.npz>', 'the batch, where your file holds your values alone')
    .option('--network <experiment>', 'a file or recipe with the activations, where no file tells them')
    .option('--against <run>', 'for CSV: the run whose curve it should be')
    .option('--json', 'print one JSON document')
    .action(async (file: string, options: VerifyOptions) => {
      const bytes = await readFileOf(file, host);
      // Archives and arrays of NumPy begin with bytes that no text begins with.
      const isCurve = bytes[0] !== 0x50 && bytes[0] !== 0x93;
      const checked = isCurve ? await verifyCurve(bytes, file, options, host) : await verifyFile(bytes, file, options, host); // prettier-ignore
      host.stdout.write(options.json ? `${JSON.stringify(checked.document, withoutInfinity, 2)}\n` : checked.report);
      done(checked.document.pass ? exit.done : exit.failed);
    });
}

interface Checked {
  readonly document: Verification | CurveVerdict;
  readonly report: string;
}

async function verifyFile(bytes: Uint8Array, file: string, options: VerifyOptions, host: CliHost): Promise<Checked> {
  const student = decodeNpz(bytes, file);
  const handedOut = options.batch === undefined ? null : decodeNpz(await readFileOf(options.batch, host), options.batch); // prettier-ignore
  const chosen = options.network === undefined ? null : await chooseExperiment(options.network, { set: [], threads: 1 }, host); // prettier-ignore
  const problem = readProblem(handedOut ?? student, chosen?.experiment.network ?? null, options.batch ?? file);
  const document = verifyArrays(problem, student);
  if (document.tensors.length === 0) throw nothingToCheck(file, student, document.missing);
  return { document, report: verifyReport(document) };
}

function nothingToCheck(file: string, student: NamedArrays, names: readonly string[]): UserError {
  const held = [...student.keys()].join(', ') || 'no arrays';
  return new UserError('invalid-input', `${file}: holds ${held}; expected your values under at least one of ${names.join(', ')}.`); // prettier-ignore
}

async function verifyCurve(bytes: Uint8Array, file: string, options: VerifyOptions, host: CliHost): Promise<Checked> {
  const { against } = options;
  const series = parseSeriesCsv(new TextDecoder().decode(bytes), file);
  if (against === undefined)
    throw new UserError('invalid-input', `verify ${file}: a curve is checked against a run; name it with --against.`);
  return withService({ workspace: workspaceOf(options, host), threads: 1 }, host, async (service) => {
    const run = await findRun(service, against);
    const { batchLoss, batchError } = await service.readSeries(run.id);
    const { train = 0, inputs = 1, classes = 2 } = run.dataset ?? {};
    const { network, training } = engineSpecs(run.experiment, { inputs, classes });
    const batchSize = training.batchSize === 'full' ? train : training.batchSize;
    const outputs = layerWidths(network).at(-1)!;
    const document = compareCurve(series, { batchLoss, batchError, batchSize, outputs });
    if (document.compared === 0)
      throw new UserError('invalid-input', `verify ${file}: has no step in common with run ${run.id}, whose steps are 1 to ${batchLoss.length}.`); // prettier-ignore
    return { document, report: curveReport(document) };
  });
}

async function readFileOf(path: string, host: CliHost): Promise<Uint8Array> {
  return readFile(resolve(host.folder, path)).catch((error: unknown) => {
    throw new UserError('invalid-input', `verify: ${path} cannot be read (${messageOf(error)}).`);
  });
}
