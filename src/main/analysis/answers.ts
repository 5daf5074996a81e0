/** The analysis thread's calls over what it keeps. `worker.ts` serves them; a test may call them directly. */

import type { LoadedKernels } from '../../engine/simd/kernels.ts';
import { UserError } from '../../shared/errors.ts';
import { denseImage } from '../datasets/sparse.ts';
import { layerHealth } from './health.ts';
import { collector, offerImages, offerRows, squaredNorms, type Collector } from './nearest.ts';
import { chunk, outputs, predict, type Check } from './outputs.ts';
import type { AnalysisThread, Job, Nearest, NearestJob } from './protocol.ts';
import { Scenes } from './scenes.ts';

/** Bytes of hidden outputs that are kept for the next search among the same images. */
const mostKept = 160 * 2 ** 20;

export function analysisThread(loaded: LoadedKernels): AnalysisThread {
  const scenes = new Scenes(loaded);
  /** Squared norms of the images of the section searched last. */
  let norms: { readonly section: string; readonly squares: Float64Array } | null = null;
  /** Outputs of the last hidden layer for the images searched last. */
  let hidden: { readonly key: string; readonly rows: Float32Array } | null = null;

  function squaresOf(section: string): Float64Array {
    if (norms?.section !== section) norms = { section, squares: squaredNorms(scenes.data(section).images) };
    return norms.squares;
  }

  function nearestInputs({ inputs, section, among }: NearestJob, found: Collector, check: Check): void {
    const { images } = scenes.data(section);
    const squares = squaresOf(section);
    const query = inputs.kind === 'given' ? inputs.values : denseImage(scenes.data(inputs.section).images, inputs.images[0]!); // prettier-ignore
    for (let from = 0; from < among.length; from += 8 * chunk) {
      check();
      offerImages(images, squares, among, from, Math.min(among.length, from + 8 * chunk), query, found);
    }
  }

  function nearestHidden(job: NearestJob, found: Collector, check: Check): void {
    const { network: spec, section, among } = job;
    const layer = spec.hidden.length - 1;
    const units = spec.hidden[layer]!.units;
    const query = scenes.withNetwork(job, job.inputs, (network, samples) => network.activations(samples, layer));
    const key = `${section} ${job.weightsKey} ${among.length}`;
    const known = hidden?.key === key ? hidden.rows : null;
    const kept = known ?? (among.length * units * 4 <= mostKept ? new Float32Array(among.length * units) : null);
    scenes.withNetwork(job, { kind: 'placed', section, images: among }, (network, images) => {
      for (let from = 0; from < images.length; from += chunk) {
        check();
        const part = images.subarray(from, from + chunk);
        const rows = known
          ? known.subarray(from * units, (from + part.length) * units)
          : network.activations(part, layer);
        if (!known) kept?.set(rows, from * units);
        offerRows(rows, from, query, found);
      }
    });
    if (kept) hidden = { key, rows: kept };
  }

  return {
    place: (section) => scenes.place(section),
    forget(key) {
      scenes.forget(key);
      if (norms?.section === key) norms = null;
      if (hidden?.key.startsWith(`${key} `)) hidden = null;
    },
    predict(job) {
      const labels = job.inputs.kind === 'placed' ? scenes.data(job.inputs.section).labels : null;
      return scenes.withNetwork(job, job.inputs, (network, samples) => predict(network, samples, labels, checkOf(job)));
    },
    outputs: (job) =>
      scenes.withNetwork(job, job.inputs, (network, samples) => outputs(network, samples, checkOf(job))),
    nearest(job): Nearest {
      const byInputs = job.space === 'inputs';
      const scale = byInputs ? Math.abs(scenes.data(job.section).scaling.factor) : 1;
      const found = collector(job.count, job.leftOut, scale);
      (byInputs ? nearestInputs : nearestHidden)(job, found, checkOf(job));
      return found.result();
    },
    health: (job) =>
      scenes.withNetwork(job, job.inputs, (network, samples) => layerHealth(network, samples, checkOf(job))),
  };
}

function checkOf({ stop }: Job): Check {
  const word = new Int32Array(stop);
  const check = (): void => {
    if (Atomics.load(word, 0) !== 0) throw new UserError('cancelled', 'The answer is no longer wanted.');
  };
  check();
  return check;
}
