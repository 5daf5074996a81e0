/** The calls that look into trained networks (`shared/contract/analysis.ts`), over the analysis and the store. */

import { randomUUID } from 'node:crypto';
import { argmax } from '../../engine/losses.ts';
import { parameterCount, tensorTable } from '../../engine/tensors.ts';
import type { AnalysisApi, Predictions } from '../../shared/contract.ts';
import { UserError } from '../../shared/errors.ts';
import { examineImage, findNeighbours } from '../analysis/examine.ts';
import { decisionGrid } from '../analysis/grid.ts';
import { imageHistory, layerHealthOverTime } from '../analysis/history.ts';
import { pick, pixelsOf, shownImages, valueRange } from '../analysis/pixels.ts';
import { inputFactors, nameOf, shapeOf, splitOf } from '../analysis/subject.ts';
import type { Core } from './core.ts';

/** Parameters of a network that is sent whole: 8 MB. */
const mostSent = 2_000_000;

export function analysisCalls({ analysis, library, store }: Pick<Core, 'analysis' | 'library' | 'store'>): AnalysisApi {
  const { lanes } = analysis;

  async function runImages(id: string, split: Predictions['split'], positions: Uint32Array) {
    const subject = await analysis.subject(id);
    const { dataset, record } = subject;
    const at = pick(splitOf(subject, split), positions, `${nameOf(record)}: ${split} split`);
    const { images, range } = shownImages(subject);
    return pixelsOf(images, at, sizeOf(shapeOf(dataset), images.inputs), range);
  }

  async function datasetImages(id: string, part: 'train' | 'test', positions: Uint32Array) {
    const dataset = await library.open({ source: id, seed: 0 });
    const { facts, images } = dataset;
    const first = part === 'train' ? 0 : facts.train;
    const own = Uint32Array.from({ length: facts[part] }, (_, index) => first + index);
    const at = pick(own, positions, `${dataset.name}: ${part} images`);
    return pixelsOf(images, at, sizeOf(shapeOf(dataset), images.inputs), valueRange(dataset));
  }

  return {
    listCheckpoints: async ({ id }) => analysis.weights.checkpoints(await analysis.record(id)),

    getPredictions: ({ id, step, split, isAhead, lane }) =>
      lanes.run(lane, (signal) => analysis.predictions({ id, step }, split, signal, isAhead ? 'ahead' : 'now')),

    hurryPredictions: async ({ split, ...at }) => analysis.hurry(at, split),

    getPredicted: ({ runs, split, lane }) =>
      lanes.run(lane, async (signal) => {
        analysis.requireSameImages(await Promise.all(runs.map(({ id }) => analysis.record(id))));
        const predicted: Uint16Array[] = [];
        let first: Predictions | null = null;
        for (const run of runs) {
          const predictions = await analysis.predictions(run, split, signal, 'soon');
          first ??= predictions;
          predicted.push(predictedClasses(predictions));
        }
        const { classNames, labels, numbers } = first!;
        return { classNames, labels, numbers, predicted };
      }),

    getImages: ({ source, positions }) =>
      source.kind === 'run'
        ? runImages(source.id, source.split, positions)
        : datasetImages(source.id, source.part, positions),

    async getWeights({ id, step, tensor }) {
      // Not a look: the images may be gone, and their files need not be looked at.
      const record = await analysis.record(id);
      const weights = await analysis.weights.find(record, step);
      const known = tensorTable(analysis.weights.networkOf(record));
      const spec = known.find(({ name }) => name === tensor);
      if (!spec)
        throw new UserError(
          'not-found',
          `${nameOf(record)}: it has no tensor ${tensor}; choose one of ${known.map(({ name }) => name).join(', ')}.`,
        );
      const { name, rows, columns } = spec;
      return { name, rows, columns, values: new Float32Array(weights.tensors.get(name)!) };
    },

    async getNetwork(at) {
      const { subject, weights } = await analysis.look(at);
      const { network } = subject;
      if (parameterCount(network) > mostSent) return null;
      const tensors = tensorTable(network).map(({ name, rows, columns }) => {
        return { name, rows, columns, values: new Float32Array(weights.tensors.get(name)!) };
      });
      return { step: weights.step, network, ...inputFactors(subject), tensors };
    },

    examineImage: ({ runs, image, lane }) => lanes.run(lane, (signal) => examineImage(analysis, runs, image, signal)),
    getNeighbours: ({ lane, ...input }) => lanes.run(lane, (signal) => findNeighbours(analysis, input, signal)),
    getImageHistory: ({ lane, ...input }) => lanes.run(lane, (signal) => imageHistory(analysis, input, signal)),
    getLayerHealth: ({ id, lane }) => lanes.run(lane, (signal) => layerHealthOverTime(analysis, id, signal)),
    getDecisionGrid: ({ lane, ...input }) => lanes.run(lane, (signal) => decisionGrid(analysis, input, signal)),

    listImageTags: ({ sha256 }) => store.listImageTags(sha256),
    tagImages: ({ sha256, part, numbers, tag, on }) =>
      store.tagImages(
        sha256,
        numbers.map((number) => ({ part, number, tag })),
        on,
      ),

    listDrawings: () => store.listDrawings(),
    async saveDrawing(drawing) {
      if (drawing.pixels.length !== drawing.height * drawing.width)
        throw new UserError(
          'invalid-input',
          `saveDrawing: ${drawing.pixels.length} pixels given, expected ${drawing.height} × ${drawing.width}.`,
        );
      const saved = { ...drawing, id: randomUUID(), createdAt: Date.now() };
      await store.saveDrawing(saved);
      return saved;
    },
    removeDrawing: ({ id }) => store.removeDrawing(id),
  };
}

/** Inputs that are no images are shown as one row. */
function sizeOf(shape: readonly [number, number] | null, inputs: number): readonly [number, number] {
  return shape ?? [1, inputs];
}

function predictedClasses({ probabilities, labels, classNames }: Predictions): Uint16Array {
  const classes = classNames.length;
  return labels.map((_, row) => argmax(probabilities.subarray(row * classes, (row + 1) * classes)));
}
