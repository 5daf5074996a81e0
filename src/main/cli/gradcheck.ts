/** `gradcheck <file.json | recipe>`: finite differences against backpropagation, per tensor, in float64. */

import { Option, type Command } from 'commander';
import { gradcheck, gradcheckTolerance, type Gradcheck } from '../../engine/gradcheck.ts';
import type { NetworkSpec } from '../../engine/spec.ts';
import { tensorTable } from '../../engine/tensors.ts';
import type { Experiment } from '../../shared/experiment.ts';
import { finiteOrNull } from '../../shared/result/scores.ts';
import { breakages } from '../../shared/verify/breakages.ts';
import { prepareData } from '../datasets/prepare.ts';
import { exit, type ExitStatus } from './exit.ts';
import { chooseExperiment } from './experiment.ts';
import { gradcheckInput, type GradcheckInput } from '../lab/input.ts';
import { brokenGradients } from '../lab/jobs.ts';
import type { CliHost } from './host.ts';
import { addExperimentOptions, workspaceOf, type ExperimentOptions } from './options.ts';
import { textTable } from './table.ts';
import { readWeights } from './weights.ts';
import { withService } from './with-service.ts';

interface GradcheckOptions extends ExperimentOptions {
  readonly values?: true;
  /** The name of a mistake to make. */
  readonly break?: string;
}

export function addGradcheck(program: Command, host: CliHost, done: (status: ExitStatus) => void): void {
  addExperimentOptions(program.command('gradcheck'))
    .argument('<experiment>', 'an experiment file, or the name of a recipe')
    .description('check backpropagation by finite differences')
    .option('--values', 'print both gradients in full')
    .addOption(
      new Option('--break <mistake>', 'make this mistake in backpropagation, to see the check catch it').choices(
        breakages.map(({ name }) => name),
      ),
    )
    .action(async (source: string, options: GradcheckOptions) => {
      const { experiment } = await chooseExperiment(source, options, host);
      const input = await readInput(experiment, options, host);
      // In full means every entry; else a thousand of each tensor tell enough.
      const entries = options.values ? { entries: Infinity } : {};
      const broken =
        options.break === undefined
          ? null
          : brokenGradients(options.break, input, `gradcheck --break ${options.break}`);
      const result = gradcheck({ ...input, ...entries, ...(broken ? { analytic: broken.gradients } : {}) });
      const document = gradcheckDocument(result, input.network, options.values === true);
      const taught = broken ? `broken on purpose: ${broken.sentence}\n\n` : '';
      host.stdout.write(options.json ? `${JSON.stringify(document, null, 2)}\n` : `${taught}${gradcheckReport(document)}`); // prettier-ignore
      done(result.pass ? exit.done : exit.failed);
    });
}

async function readInput(experiment: Experiment, options: GradcheckOptions, host: CliHost): Promise<GradcheckInput> {
  const arrays = await readWeights(options.weightsIn, host);
  const prepare = () =>
    withService({ workspace: workspaceOf(options, host), threads: 1 }, host, async (service) => {
      const { data, use } = prepareData(await service.openDataset(experiment.dataset), experiment.dataset);
      return { data, classes: use.classes };
    });
  return gradcheckInput(experiment, arrays, prepare, options.weightsIn ?? '--weights-in');
}

interface TensorDocument {
  readonly name: string;
  readonly checked: number;
  readonly skippedAtKink: number;
  readonly maxRelativeError: number | null;
  readonly maxAbsoluteError: number | null;
  /** `--values` only: shape, and both gradients row-major; null where an entry was skipped at a kink. */
  readonly shape?: readonly number[];
  readonly analytic?: readonly (number | null)[];
  readonly numeric?: readonly (number | null)[];
}

export interface GradcheckDocument {
  readonly epsilon: number;
  readonly loss: number | null;
  readonly tensors: readonly TensorDocument[];
  readonly pass: boolean;
}

export function gradcheckDocument(result: Gradcheck, network: NetworkSpec, withValues: boolean): GradcheckDocument {
  const table = tensorTable(network);
  const tensors = result.tensors.map((check, i): TensorDocument => {
    const { rows, columns, kind } = table[i]!;
    const values = result.values.get(check.name)!;
    return {
      name: check.name,
      checked: check.checked,
      skippedAtKink: check.skippedAtKink,
      maxRelativeError: finiteOrNull(check.maxRelativeError),
      maxAbsoluteError: finiteOrNull(check.maxAbsoluteError),
      ...(withValues && {
        shape: kind === 'bias' ? [columns] : [rows, columns],
        analytic: Array.from(values.analytic, finiteOrNull),
        numeric: Array.from(values.numeric, finiteOrNull),
      }),
    };
  });
  return { epsilon: result.epsilon, loss: finiteOrNull(result.loss), tensors, pass: result.pass };
}

const short = (value: number | null): string => value?.toExponential(2) ?? 'not finite';

function gradcheckReport({ epsilon, loss, tensors, pass }: GradcheckDocument): string {
  const table = textTable(
    ['tensor', 'checked', 'skipped at a kink', 'max relative error', 'max absolute error'],
    tensors.map((each) => [each.name, each.checked, each.skippedAtKink, short(each.maxRelativeError), short(each.maxAbsoluteError)]), // prettier-ignore
  );
  const values = tensors.flatMap(({ name, analytic, numeric }) =>
    analytic && numeric
      ? [`\n${name}\n${textTable(['entry', 'backpropagation', 'finite differences'], analytic.map((value, i) => [i, value, numeric[i]!]))}`] // prettier-ignore
      : [],
  );
  const failed = tensors.filter((each) => !((each.maxRelativeError ?? Infinity) < gradcheckTolerance));
  const verdict = pass
    ? 'passed: every relative error is below 1e-5'
    : `not passed: a relative error is 1e-5 or more in ${failed.map(({ name }) => name).join(', ')}`;
  return `loss ${loss}, epsilon ${epsilon}\n\n${table}${values.join('')}\n${verdict}\n`;
}
