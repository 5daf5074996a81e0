/** `verify <student.npz | series.csv>`: a student's own activations, gradients or curve against the right ones. */

import type { Command } from 'commander';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UserError, messageOf } from '../../shared/errors.ts';
import type { CurveVerdict } from '../../shared/verify/curve.ts';
import type { Verification } from '../../shared/verify/verify.ts';
import { verifyCurve, verifyFiles } from '../lab/verify.ts';
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
      const checked = isCurve ? await verifyCsv(bytes, file, options, host) : await verifyNpz(bytes, file, options, host); // prettier-ignore
      host.stdout.write(options.json ? `${JSON.stringify(checked.document, withoutInfinity, 2)}\n` : checked.report);
      done(checked.document.pass ? exit.done : exit.failed);
    });
}

interface Checked {
  readonly document: Verification | CurveVerdict;
  readonly report: string;
}

async function verifyNpz(bytes: Uint8Array, name: string, options: VerifyOptions, host: CliHost): Promise<Checked> {
  const { batch: path, network } = options;
  const batch = path === undefined ? null : { name: path, bytes: await readFileOf(path, host) };
  const chosen = network === undefined ? null : await chooseExperiment(network, { set: [], threads: 1 }, host);
  const document = verifyFiles({ name, bytes }, batch, chosen?.experiment.network ?? null);
  return { document, report: verifyReport(document) };
}

async function verifyCsv(bytes: Uint8Array, name: string, options: VerifyOptions, host: CliHost): Promise<Checked> {
  const { against } = options;
  if (against === undefined)
    throw new UserError('invalid-input', `verify ${name}: a curve is checked against a run; name it with --against.`);
  return withService({ workspace: workspaceOf(options, host), threads: 1 }, host, async (service) => {
    const run = await findRun(service, against);
    const { verdict } = verifyCurve({ name, bytes }, run, await service.readSeries(run.id));
    return { document: verdict, report: curveReport(verdict) };
  });
}

async function readFileOf(path: string, host: CliHost): Promise<Uint8Array> {
  return readFile(resolve(host.folder, path)).catch((error: unknown) => {
    throw new UserError('invalid-input', `verify: ${path} cannot be read (${messageOf(error)}).`);
  });
}
