/**
 * The analysis thread as the service sees it: started when it is first needed, ended when nobody has asked for a while,
 * replaced when it died. It has its own memory, so that looking never disturbs training but for the time it takes.
 */

import { Worker } from 'node:worker_threads';
import { createBirpc } from 'birpc';
import type { LoadedKernels } from '../../engine/simd/kernels.ts';
import type { ImageStore } from '../../engine/spec.ts';
import { UserError, messageOf } from '../../shared/errors.ts';
import type { PreparedData } from '../datasets/prepare.ts';
import { channelOver } from '../store/channel.ts';
import { identities } from './identities.ts';
import type { AnalysisThread, SectionData } from './protocol.ts';
import { Turns, type Urgency, type Wish } from './turns.ts';

/** Sections whose images the thread keeps, the most recently used ones. */
const keptSections = 4;

export interface AnalysisWorkerOptions {
  /** The file of `worker.ts`, as the host has it. */
  readonly workerUrl: URL | string;
  readonly loaded: LoadedKernels;
  /** Milliseconds without a call after which the thread ends. @default one minute */
  readonly idleAfter?: number;
}

type Rpc = ReturnType<typeof createBirpc<AnalysisThread, object>>;

/** One life of the thread. */
interface Life {
  readonly worker: Worker;
  readonly rpc: Rpc;
  /** Sections it has, the least recently used first. */
  sections: readonly { readonly key: string; readonly imagesKey: string; readonly placed: Promise<void> }[];
}

export class AnalysisWorker {
  readonly #options: AnalysisWorkerOptions;
  readonly #sectionKey = identities<PreparedData>();
  readonly #imagesKey = identities<ImageStore>();
  readonly #turns = new Turns();
  #life: Life | null = null;
  #pending = 0;
  #idle: NodeJS.Timeout | null = null;
  #closed = false;

  constructor(options: AnalysisWorkerOptions) {
    this.#options = options;
  }

  /** Whether the thread lives now. */
  get running(): boolean {
    return this.#life !== null;
  }

  /** How jobs name a section. */
  key(prepared: PreparedData): string {
    return this.#sectionKey(prepared);
  }

  /**
   * Makes a call that may use this section. Rejects with a UserError when the thread dies over it.
   * @param signal ends the call, which then rejects with `cancelled`
   * @param ask makes the call, with the word that ends it; again where something more urgent came in between
   * @param wish @default now
   */
  async call<Result>(
    prepared: PreparedData,
    signal: AbortSignal | undefined,
    ask: (thread: Rpc, stop: SharedArrayBuffer) => Promise<Result>,
    wish: Wish = { urgency: 'now' },
  ): Promise<Result> {
    this.#pending += 1;
    clearTimeout(this.#idle ?? undefined);
    try {
      return await this.#turns.run(wish, signal, async (stop) => {
        if (this.#closed) throw ended('the workbench was closed.');
        const life = (this.#life ??= this.#start());
        await this.#place(life, prepared);
        return await ask(life.rpc, stop);
      });
    } finally {
      this.#pending -= 1;
      if (this.#pending === 0 && !this.#closed) this.#idle = this.#whenIdle();
    }
  }

  /** Makes a call that was begun more urgent. */
  raise(wish: Wish, urgency: Urgency): void {
    this.#turns.raise(wish, urgency);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#idle ?? undefined);
    await this.#end();
  }

  #start(): Life {
    const worker = new Worker(this.#options.workerUrl, { name: 'analysis', workerData: this.#options.loaded });
    const rpc = createBirpc<AnalysisThread, object>({}, { ...channelOver(worker), timeout: -1 });
    const life: Life = { worker, rpc, sections: [] };
    const gone = (why: string): void => {
      if (this.#life === life) this.#life = null;
      if (!rpc.$closed) rpc.$close(ended(why));
    };
    worker.once('error', (error) => gone(`its thread failed (${messageOf(error)}). Try again.`));
    worker.once('exit', () => gone('its thread ended. Try again.'));
    return life;
  }

  /** Gives the thread a section that it does not have, and takes the one that was not used for longest. */
  #place(life: Life, prepared: PreparedData): Promise<void> {
    const key = this.#sectionKey(prepared);
    const known = life.sections.find((section) => section.key === key);
    const others = life.sections.filter((section) => section !== known);
    if (known) {
      life.sections = [...others, known];
      return known.placed;
    }
    const { images, labels, scaling } = prepared.data;
    const imagesKey = this.#imagesKey(images);
    const isThere = others.some((section) => section.imagesKey === imagesKey);
    const data: SectionData = {
      key,
      imagesKey,
      images: isThere ? null : copyOf(images),
      labels: labels.slice(),
      scaling,
    };
    const placed = life.rpc.$call('place', data);
    // Heard of by the call that waits for it, and tried again by the next.
    placed.catch(() => (life.sections = life.sections.filter((section) => section.key !== key)));
    life.sections = [...others, { key, imagesKey, placed }];
    while (life.sections.length > keptSections) {
      const [oldest, ...rest] = life.sections;
      life.sections = rest;
      life.rpc.$call('forget', oldest!.key).catch(() => undefined); // it may have failed to be placed
    }
    return placed;
  }

  #whenIdle(): NodeJS.Timeout {
    return setTimeout(() => void this.#end(), this.#options.idleAfter ?? 60_000).unref();
  }

  async #end(): Promise<void> {
    const life = this.#life;
    this.#life = null;
    await life?.worker.terminate();
  }
}

/** Arrays that travel are moved; the service keeps its own. */
function copyOf(images: ImageStore): ImageStore {
  if (images.kind === 'dense-f32') return { ...images, values: images.values.slice() };
  const { rowStarts, columns, values } = images;
  return { ...images, rowStarts: rowStarts.slice(), columns: columns.slice(), values: values.slice() };
}

const ended = (why: string): UserError => new UserError('internal', `Looking into the network was broken off: ${why}`);
