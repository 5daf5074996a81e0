/**
 * What the double of the service says of trained networks: three checkpoints, forty digits a split, and networks that get
 * 60, 30 and 20 % of them wrong, each run others. Everything derives from position, step and the run's id.
 */

import type { AnalysisApi, Checkpoint, Drawing, ImageTag, Predictions, SplitName } from '../../src/shared/contract.ts';
import { sampleTime } from './sampleExperiments.ts';

export const sampleCheckpoints: readonly Checkpoint[] = [
  { step: 0, epoch: 0 },
  { step: 550, epoch: 1 },
  { step: 1100, epoch: 2 },
];

const [images, classes, side] = [40, 10, 28];
/** Of ten images, how many are right at each checkpoint. */
const rightOfTen = [4, 7, 8];
const lastStep = sampleCheckpoints.at(-1)!.step;

/** Labels go round; numbers are positions in the test split and begin at 1,000 and 2,000 in the others. */
const labelOf = (position: number): number => position % classes;
const firstNumber: Readonly<Record<SplitName, number>> = { test: 0, train: 1000, validation: 2000 };

function predictedClass(id: string, step: number, position: number): number {
  const shift = [...id].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
  const moment = sampleCheckpoints.findIndex((checkpoint) => checkpoint.step === step);
  const isRight = (7 * Math.floor(position / 3) + shift) % 10 < rightOfTen[moment]!;
  return isRight ? labelOf(position) : (labelOf(position) + 1 + (position % 3)) % classes;
}

/** What `getPredictions` of the double answers. */
export function samplePredictions(id: string, step: number | null = null, split: SplitName = 'test'): Predictions {
  const at = step ?? lastStep;
  const probabilities = new Float32Array(images * classes).fill(0.01);
  const labels = Uint16Array.from({ length: images }, (_, position) => labelOf(position));
  labels.forEach((label, position) => {
    const predicted = predictedClass(id, at, position);
    // The surer, the later the position; the true class comes second.
    const own = 0.5 + 0.4 * (position / images);
    probabilities[position * classes + label] = 0.92 - own;
    probabilities[position * classes + predicted] = predicted === label ? 0.91 : own;
  });
  return {
    step: at,
    split,
    shape: [side, side],
    range: [0, 255],
    classNames: [...'0123456789'],
    labels,
    numbers: Uint32Array.from(labels, (_, position) => firstNumber[split] + position),
    probabilities,
    losses: Float32Array.from(labels, (label, position) => -Math.log(probabilities[position * classes + label]!)),
  };
}

/** A vertical bar, the farther to the right the larger the label. */
function barOf(position: number): Uint8Array {
  const pixels = new Uint8Array(side * side);
  const left = 4 + 2 * labelOf(position);
  for (let row = 4; row < side - 4; row++) pixels.fill(255, row * side + left, row * side + left + 3);
  return pixels;
}

export function sampleAnalysis(): AnalysisApi {
  let tags: (ImageTag & { readonly sha256: string })[] = [];
  let drawings: Drawing[] = [];
  const ramp = (length: number) => Float32Array.from({ length }, (_, i) => (i % 7) / 7 - 0.4);

  return {
    listCheckpoints: async () => [...sampleCheckpoints],
    getPredictions: async ({ id, step, split }) => samplePredictions(id, step, split),
    hurryPredictions: async () => undefined,
    async getPredicted({ runs, split }) {
      const { classNames, labels, numbers } = samplePredictions(runs[0]!.id, runs[0]!.step, split);
      const predicted = runs.map(({ id, step }) => labels.map((_, i) => predictedClass(id, step ?? lastStep, i)));
      return { classNames, labels, numbers, predicted };
    },
    async getImages({ positions }) {
      const pixels = new Uint8Array(positions.length * side * side);
      positions.forEach((position, row) => pixels.set(barOf(position), row * side * side));
      return { height: side, width: side, pixels };
    },
    async getWeights({ tensor }) {
      const shapes: Record<string, [number, number]> = { W1: [784, 300], b1: [1, 300], W2: [300, 10], b2: [1, 10] };
      const [rows, columns] = shapes[tensor]!;
      return { name: tensor, rows, columns, values: ramp(rows * columns) };
    },
    // The double's answers come from no weights: it is asked for them.
    getNetwork: async () => null,
    examineImage: async ({ runs, image }) =>
      runs.map(({ id, step }) => {
        const position = 'position' in image ? image.position : 0;
        const { probabilities } = samplePredictions(id, step);
        const layers = [
          { name: 'h1', values: ramp(300) },
          { name: 'logits', values: ramp(10) },
        ];
        return { probabilities: probabilities.slice(position * classes, (position + 1) * classes), layers };
      }),
    getNeighbours: async ({ count }) =>
      Array.from({ length: count }, (_, rank) => ({
        position: rank * 3,
        number: firstNumber.train + rank * 3,
        label: labelOf(rank * 3),
        distance: 1 + rank / 4,
      })),
    getImageHistory: async ({ id, position }) =>
      sampleCheckpoints.map((checkpoint) => {
        const { probabilities, losses } = samplePredictions(id, checkpoint.step);
        const predicted = predictedClass(id, checkpoint.step, position);
        const probability = probabilities[position * classes + labelOf(position)]!;
        return { ...checkpoint, predicted, probability, loss: losses[position]! };
      }),
    getLayerHealth: async () =>
      sampleCheckpoints.map((checkpoint, moment) => {
        const common = { meanActivation: 0.4, zeros: 0.3, weightNorm: 20 + moment, gradientNorm: 1 / (1 + moment) };
        return {
          ...checkpoint,
          layers: [
            { layer: 1, activation: 'relu', units: 300, deadUnits: 3 * moment, ...common },
            { layer: 2, activation: 'softmax', units: 10, deadUnits: 0, ...common, zeros: 0 },
          ],
        };
      }),
    async getDecisionGrid({ step, size }) {
      const probabilities = new Float32Array(size * size * 2);
      for (let point = 0; point < size * size; point++) {
        probabilities[2 * point] = (point % size) / (size - 1);
        probabilities[2 * point + 1] = 1 - probabilities[2 * point]!;
      }
      return { step: step ?? lastStep, bounds: { x: [-1, 1], y: [-1, 1] }, size, probabilities };
    },

    listImageTags: async ({ sha256 }) =>
      tags.filter((tag) => tag.sha256 === sha256).map(({ tag, part, number }) => ({ tag, part, number })),
    async tagImages({ sha256, part, numbers, tag, on }) {
      const isMeant = (one: (typeof tags)[number]) =>
        one.sha256 === sha256 && one.part === part && one.tag === tag && numbers.includes(one.number);
      tags = tags.filter((one) => !isMeant(one));
      if (on) tags.push(...numbers.map((number) => ({ sha256, part, number, tag })));
    },

    listDrawings: async () => drawings,
    async saveDrawing(drawing) {
      const saved = { ...drawing, id: `drawing-${drawings.length + 1}`, createdAt: sampleTime + drawings.length };
      drawings = [saved, ...drawings];
      return saved;
    },
    async removeDrawing({ id }) {
      drawings = drawings.filter((drawing) => drawing.id !== id);
    },
  };
}
