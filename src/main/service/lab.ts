/** The calls of the Lab (`shared/contract/lab.ts`): finds networks, weights and images, and has a thread do the work. */

import { tensorTable } from '../../engine/tensors.ts';
import type { LabApi, LabFile, NetworkSource } from '../../shared/contract.ts';
import { UserError } from '../../shared/errors.ts';
import { experimentSchema, type Experiment } from '../../shared/experiment.ts';
import { issuesError, parseExperiment } from '../../shared/parse.ts';
import { prepareData } from '../datasets/prepare.ts';
import { outputProblem } from '../datasets/split.ts';
import { architectureOf } from '../export/batch.ts';
import { decodeNpz, type NamedArrays } from '../export/npz.ts';
import { tensorShape } from '../export/weights.ts';
import { compact, gradcheckInput, withSamples, type GradcheckInput } from '../lab/input.ts';
import { verifyCurve } from '../lab/verify.ts';
import type { Core } from './core.ts';

type Parts = Pick<Core, 'lab' | 'library' | 'analysis' | 'journal' | 'events' | 'run'>;

export function labCalls({ lab, library, analysis, journal, events, run }: Parts): LabApi {
  async function experimentOf(source: NetworkSource): Promise<Experiment> {
    return source.kind === 'run' ? (await run(source.id)).experiment : parsed(source.experiment);
  }

  /** The weights that a source has beyond those it starts from. */
  async function weightsOf(source: NetworkSource): Promise<NamedArrays | null> {
    if (source.kind === 'experiment' || source.weights === 'initial') return null;
    const { job } = await analysis.look({ id: source.id, step: null });
    return new Map(
      tensorTable(job.network).map((tensor) => [
        tensor.name,
        { shape: tensorShape(tensor), values: Float32Array.from(job.tensors.get(tensor.name)!) },
      ]),
    );
  }

  /** @param file takes the place of the source's images, weights, or both */
  async function inputOf(source: NetworkSource, samples: number | undefined, file?: LabFile): Promise<GradcheckInput> {
    const chosen = await experimentOf(source);
    const given = file ? decodeNpz(file.bytes, file.name) : null;
    const own = given && architectureOf(given, file!.name);
    const experiment = own ? { ...chosen, network: { ...chosen.network, ...own } } : chosen;
    const prepare = async () => {
      const { data, use } = prepareData(await library.open(experiment.dataset), experiment.dataset);
      const problem = outputProblem(experiment.network.output, use.classes);
      if (problem) throw new UserError('invalid-input', problem);
      return { data, classes: use.classes };
    };
    const arrays = given?.has('W1') ? given : new Map([...((await weightsOf(source)) ?? []), ...(given ?? [])]);
    const input = await gradcheckInput(experiment, arrays, prepare, file?.name ?? experiment.name);
    return compact(withSamples(input, given?.has('X') ? undefined : samples, 'samples'));
  }

  return {
    checkGradients: ({ lane, source, file, samples, epsilon, entries, breakage = null }) =>
      lab.lanes.run(lane, async (signal) => {
        const input = await inputOf(source, samples, file);
        const job = { kind: 'gradients', input, epsilon, entries, breakage } as const;
        return lab.run<'gradients'>(job, signal, (fraction) => events.emit('lab', { lane, fraction }));
      }),

    makeBatch: ({ source, samples, expected }) =>
      lab.lanes.run(undefined, async (signal) => {
        const input = await inputOf(source, samples);
        const bytes = await lab.run<'batch'>({ kind: 'batch', input, expected }, signal);
        const { name } = await experimentOf(source);
        return { name: `${name.replaceAll(/[^\w.-]+/g, '-')}-batch${expected ? '-expected' : ''}.npz`, bytes };
      }),

    verifyArrays: ({ lane, student, batch = null, source }) =>
      lab.lanes.run(lane, async (signal) => {
        const given = source ? (await experimentOf(source)).network : null;
        return lab.run<'verify'>({ kind: 'verify', student, batch, given }, signal);
      }),

    async verifyCurve({ id, file }) {
      return verifyCurve(file, await run(id), await journal.series(id, 0, 0));
    },

    cancelCheck: async ({ lane }) => lab.lanes.cancel(lane),
  };
}

/** An experiment without its sweep: settings of one network. */
function parsed(input: unknown): Experiment {
  const result = parseExperiment(input);
  if (!result.ok) throw issuesError('experiment', result.issues);
  return experimentSchema.parse({ ...result.experiment, sweep: {} });
}
