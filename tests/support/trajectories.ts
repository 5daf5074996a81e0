/**
 * The trajectories that PyTorch computed (`scripts/fixtures/trajectories.py`), and the same images, labels and initial
 * weights that it started from. What is generated here must stay what is generated there.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NetworkSpec, OptimizerSpec, ScheduleSpec, TrainingData } from '../../src/engine/spec.ts';
import { tensorTable } from '../../src/engine/tensors.ts';
import { imageStore } from './images.ts';

const folder = join(import.meta.dirname, '../fixtures/trajectories');

/** A row of cases.json. */
interface StoredCase {
  readonly name: string;
  readonly seed: number;
  readonly count: number;
  readonly inputs: number;
  readonly sourceClasses: number;
  readonly real: boolean;
  /** Classes kept, relabelled 0.. in this order. */
  readonly classes: readonly number[];
  readonly samples: number;
  readonly scaling: string;
  readonly affine: readonly [factor: number, offset: number];
  readonly hidden: NetworkSpec['hidden'];
  readonly output: NetworkSpec['output'];
  readonly optimizer: OptimizerSpec;
  readonly schedule: ScheduleSpec;
  readonly batchSize: number | 'full';
  readonly steps: number;
  readonly epochs: number;
  /** Mean loss of the batch before update `step`, by step. */
  readonly batchLosses: Readonly<Record<string, number>>;
  readonly final: { readonly loss: number; readonly error: number };
}

export interface Trajectory extends StoredCase {
  readonly network: NetworkSpec;
  readonly data: TrainingData;
  readonly initial: ReadonlyMap<string, Float32Array>;
  readonly expected: ReadonlyMap<string, Float64Array>;
}

/** Numerical Recipes' generator; gives its upper 16 bits. */
function lcg(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(1664525, state) + 1013904223) >>> 0;
    return state >>> 16;
  };
}

function makeData(stored: StoredCase): TrainingData {
  const { count, inputs, sourceClasses, real } = stored;
  const next = lcg(stored.seed);
  const labels = Uint16Array.from({ length: count }, () => next() % sourceClasses);
  const values = new Float32Array(count * inputs);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < inputs; j++) {
      if (real) values[i * inputs + j] = (next() - 32768) / 8192;
      else if (next() % 4 === 0) {
        const value = next() % 128;
        values[i * inputs + j] = j % sourceClasses === labels[i] ? value + 127 : value;
      }
    }
  }
  const kept = Array.from(labels.keys()).filter((i) => stored.classes.includes(labels[i]!));
  return {
    images: imageStore(real ? 'dense-f32' : 'sparse-u8', inputs, values),
    labels: labels.map((label) => Math.max(0, stored.classes.indexOf(label))),
    scaling: { factor: stored.affine[0], offset: stored.affine[1] },
    train: Uint32Array.from(kept),
    validation: null,
    test: null,
  };
}

function makeTensors(network: NetworkSpec, seed: number): Map<string, Float32Array> {
  const next = lcg(seed);
  let bound = 0;
  return new Map(
    tensorTable(network).map(({ name, kind, rows, columns }) => {
      if (kind === 'weights') bound = Math.sqrt(3 / rows);
      return [name, Float32Array.from({ length: rows * columns }, () => ((next() - 32768) / 32768) * bound)];
    }),
  );
}

export function loadTrajectories(): Trajectory[] {
  const { cases } = JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8')) as { cases: StoredCase[] };
  const bytes = readFileSync(join(folder, 'values.f64'));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let offset = 0;
  const nextValues = (length: number) =>
    Float64Array.from({ length }, () => {
      const value = view.getFloat64(offset, true);
      offset += 8;
      return value;
    });
  const loaded = cases.map((stored): Trajectory => {
    const { inputs, hidden, output } = stored;
    const network: NetworkSpec = { inputs, classes: stored.classes.length, hidden, output, init: { scheme: 'xavier' } };
    const expected = tensorTable(network).map(({ name, rows, columns }) => [name, nextValues(rows * columns)] as const);
    const initial = makeTensors(network, stored.seed + 1);
    return { ...stored, network, data: makeData(stored), initial, expected: new Map(expected) };
  });
  if (offset !== bytes.byteLength)
    throw new Error(
      `trajectories: values.f64 holds ${bytes.byteLength} bytes, expected ${offset}; make both files anew`,
    );
  return loaded;
}
