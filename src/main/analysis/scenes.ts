/**
 * What the analysis thread keeps in its memory: images once, however many sections use them, and the networks opened last.
 * A network for values that come with a call has room for that many of them, which each call fills anew.
 */

import type { Network } from '../../engine/backend.ts';
import { createAllocator } from '../../engine/simd/allocator.ts';
import { initializeRun } from '../../engine/simd/data.ts';
import { placeImages, viewImages, type PlacedImages } from '../../engine/simd/images.ts';
import { createSharedMemory, type LoadedKernels } from '../../engine/simd/kernels.ts';
import { layoutNetwork, shapeOf } from '../../engine/simd/layout.ts';
import { openNetwork } from '../../engine/simd/network.ts';
import type { ImageStore, NetworkSpec, Scaling, TrainingData } from '../../engine/spec.ts';
import type { Inputs, SectionData, Weighted } from './protocol.ts';

/** Samples that gradients are computed over at once. */
export const gradientBatch = 100;
/** Networks that stay open, the most recently used ones. */
const keptOpen = 4;

interface Section {
  readonly imagesKey: string;
  readonly data: TrainingData;
  readonly placed: PlacedImages;
}

interface OpenNetwork {
  readonly network: Network;
  /** Null where it has images of its own. */
  readonly section: string | null;
  /** Of the weights it holds. */
  weightsKey: string | null;
  close(): void;
}

const none = new Uint32Array(0);

export class Scenes {
  readonly #loaded: LoadedKernels;
  readonly #memory = createSharedMemory();
  readonly #allocator = createAllocator(this.#memory);
  readonly #sections = new Map<string, Section>();
  readonly #images = new Map<string, PlacedImages>();
  /** The least recently used first. */
  readonly #open = new Map<string, OpenNetwork>();

  constructor(loaded: LoadedKernels) {
    this.#loaded = loaded;
  }

  place({ key, imagesKey, images, labels, scaling }: SectionData): void {
    const placed = this.#images.get(imagesKey) ?? this.#placeImages(images);
    this.#images.set(imagesKey, placed);
    this.#sections.set(key, { imagesKey, placed, data: dataOf(viewImages(this.#memory, placed), labels, scaling) });
  }

  forget(key: string): void {
    const section = this.#section(key);
    for (const [networkKey, open] of this.#open) if (open.section === key) this.#close(networkKey);
    this.#sections.delete(key);
    if ([...this.#sections.values()].some(({ imagesKey }) => imagesKey === section.imagesKey)) return;
    this.#images.delete(section.imagesKey);
    this.#allocator.free(section.placed.block);
  }

  /** The data of a section as views of the thread's memory. */
  data(key: string): TrainingData {
    return this.#section(key).data;
  }

  /**
   * Calls `use` with the network and the indices of the samples that `inputs` means.
   * @throws RangeError where the memory has no room
   */
  withNetwork<Result>(
    { network: spec, tensors, weightsKey }: Weighted,
    inputs: Inputs,
    use: (network: Network, samples: Uint32Array) => Result,
  ): Result {
    const isPlaced = inputs.kind === 'placed';
    const open = isPlaced ? this.#openPlaced(spec, inputs.section) : this.#openGiven(spec, inputs);
    if (open.weightsKey !== weightsKey) for (const [name, values] of tensors) open.network.write(name, values);
    open.weightsKey = weightsKey;
    return use(open.network, isPlaced ? inputs.images : allOf(open.network.plan.data.images.count));
  }

  #openPlaced(spec: NetworkSpec, key: string): OpenNetwork {
    return this.#recall(`${key} ${JSON.stringify(spec)}`, () => {
      const { data, placed } = this.#section(key);
      return this.#openNetwork(spec, data, placed, key);
    });
  }

  #openGiven(spec: NetworkSpec, { values, scaling }: Extract<Inputs, { kind: 'given' }>): OpenNetwork {
    const count = values.length / spec.inputs;
    const open = this.#recall(`given ${JSON.stringify([count, scaling, spec])}`, () => {
      const placed = this.#placeImages({ kind: 'dense-f32', count, inputs: spec.inputs, values });
      try {
        const data = dataOf(viewImages(this.#memory, placed), new Uint16Array(count), scaling);
        return this.#openNetwork(spec, data, placed, null);
      } catch (error) {
        this.#allocator.free(placed.block);
        throw error;
      }
    });
    open.network.plan.data.images.values.set(values);
    return open;
  }

  /** The network of that key, opened where it is not open. */
  #recall(key: string, open: () => OpenNetwork): OpenNetwork {
    const known = this.#open.get(key);
    this.#open.delete(key);
    if (!known) while (this.#open.size >= keptOpen) this.#close(this.#open.keys().next().value!);
    const opened = known ?? open();
    this.#open.set(key, opened);
    return opened;
  }

  #openNetwork(spec: NetworkSpec, data: TrainingData, images: PlacedImages, section: string | null): OpenNetwork {
    const optimizer = { type: 'sgd', learningRate: 1, weightDecay: 0 } as const;
    const maxBatch = Math.min(gradientBatch, images.count);
    const layout = layoutNetwork(shapeOf({ network: spec, optimizer, maxBatch, data }));
    const base = this.#allocator.allocate(layout.bytes);
    initializeRun(this.#memory, layout, base, data);
    const network = openNetwork(this.#loaded, { memory: this.#memory, layout, base, images });
    const close = (): void => {
      network.dispose();
      this.#allocator.free(base);
      if (section === null) this.#allocator.free(images.block);
    };
    return { network, section, weightsKey: null, close };
  }

  #placeImages(images: ImageStore | null): PlacedImages {
    if (!images) throw new Error('analysis: images were left out that are not there');
    return placeImages(this.#memory, this.#allocator, images);
  }

  #section(key: string): Section {
    const section = this.#sections.get(key);
    if (!section) throw new Error(`analysis: there is no section ${key}`);
    return section;
  }

  #close(networkKey: string): void {
    this.#open.get(networkKey)?.close();
    this.#open.delete(networkKey);
  }
}

/** Splits stay with the service: calls name their images. */
function dataOf(images: ImageStore, labels: Uint16Array, scaling: Scaling): TrainingData {
  return { images, labels, scaling, train: none, validation: null, test: null };
}

function allOf(count: number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, index) => index);
}
