/** The table of built-in datasets: made from a seed on demand, with no file and no network. */

import type { DatasetFacts } from '../../shared/contract.ts';
import type { Dataset } from './dataset.ts';
import { contentDigest } from './digest.ts';
import { generateEllipse } from './ellipse.ts';
import { generateNoise } from './noise.ts';
import { rangeOf } from './sparse.ts';
import { generateDigits } from './synthetic/dataset.ts';

export type Generated = Pick<Dataset, 'images' | 'labels'>;
export type GeneratedSource = 'synthetic-digits' | 'ellipse' | 'noise';

interface Generator {
  readonly name: string;
  /** What is known before anything is generated. */
  readonly facts: Omit<DatasetFacts, 'sha256'>;
  readonly featurewise: boolean;
  generate(seed: number): Generated;
}

const digits = Array.from({ length: 10 }, (_, digit) => String(digit));

export const generators: Readonly<Record<GeneratedSource, Generator>> = {
  'synthetic-digits': {
    name: 'Synthetic digits',
    facts: { format: 'generated', train: 12_000, test: 2_000, height: 28, width: 28, classNames: digits },
    featurewise: false,
    generate: (seed) => generateDigits(seed, 14_000),
  },
  ellipse: {
    name: 'Ellipse',
    facts: { format: 'generated', train: 70_000, test: 0, height: 1, width: 2, classNames: ['inside', 'outside'] },
    featurewise: true,
    generate: generateEllipse,
  },
  noise: {
    name: 'Noise',
    facts: { format: 'generated', train: 1_000, test: 0, height: 28, width: 28, classNames: digits },
    featurewise: false,
    generate: generateNoise,
  },
};

export const isGenerated = (source: string): source is GeneratedSource => Object.hasOwn(generators, source);

/** @param seed `dataset.seed` */
export function generateDataset(source: GeneratedSource, seed: number): Dataset {
  const { name, facts, featurewise, generate } = generators[source];
  const { images, labels } = generate(seed);
  return {
    id: source,
    name,
    facts: { ...facts, sha256: contentDigest({ images, labels }) },
    images,
    labels,
    featurewise,
    sorted: false,
    range: {
      train: rangeOf(images, 0, facts.train),
      test: facts.test > 0 ? rangeOf(images, facts.train, images.count) : null,
    },
  };
}
