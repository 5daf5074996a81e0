/**
 * Between live runs and everyone who wants to know: collects changes and hands them on at a bounded rate: summaries to
 * the interface at most five times a second, records and series to the store once a second, each in one transaction.
 */

import type { Evaluation } from '../../engine/spec.ts';
import type { RunSeries } from '../../shared/contract.ts';
import { UserError } from '../../shared/errors.ts';
import type { RunRecord, RunUpdate, Store } from '../store/store.ts';
import type { RunChanges } from './record.ts';

const announceEvery = 200;
const writeEvery = 1000;

/** What a run's series gained. */
export interface Gain {
  readonly fromStep: number;
  readonly batchLoss: Float32Array;
  readonly batchError: Float32Array;
  readonly evaluations: readonly Evaluation[];
}

interface Unwritten {
  changes: RunChanges;
  gains: Gain[];
}

type JournalStore = Pick<Store, 'updateRuns' | 'readSeries'>;

export class Journal {
  readonly #store: JournalStore;
  readonly #announce: (runIds: readonly string[]) => void;
  readonly #failed: (error: unknown) => void;
  readonly #changed = new Set<string>();
  #unwritten = new Map<string, Unwritten>();
  #announceTimer: NodeJS.Timeout | null = null;
  #writeTimer: NodeJS.Timeout | null = null;
  #writing: Promise<void> = Promise.resolve();
  /** When the store was last written, milliseconds since 1970. */
  savedAt = Date.now();

  /**
   * @param announce told which runs changed, at most five times a second
   * @param failed told when something could not be written; what a full or locked workspace refused is tried again
   */
  constructor(store: JournalStore, announce: (runIds: readonly string[]) => void, failed: (error: unknown) => void) {
    this.#store = store;
    this.#announce = announce;
    this.#failed = failed;
  }

  /** False while something waits to be written. */
  get allSaved(): boolean {
    return this.#unwritten.size === 0;
  }

  record(runId: string, changes: RunChanges, gain?: Gain): void {
    const entry = this.#unwritten.get(runId) ?? { changes: {}, gains: [] };
    entry.changes = { ...entry.changes, ...changes };
    if (gain) entry.gains.push(gain);
    this.#unwritten.set(runId, entry);
    this.#changed.add(runId);
    this.#announceTimer ??= setTimeout(() => this.#tell(), announceEvery);
    this.#writeTimer ??= setTimeout(() => void this.flush(), writeEvery);
  }

  /** Writes everything recorded so far. */
  flush(): Promise<void> {
    if (this.#writeTimer) clearTimeout(this.#writeTimer);
    this.#writeTimer = null;
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  /** Series of a run including what is not written yet. */
  async series(runId: string, fromStep: number, fromEvaluation: number): Promise<RunSeries> {
    await this.flush();
    return this.#store.readSeries(runId, fromStep, fromEvaluation);
  }

  async close(): Promise<void> {
    if (this.#announceTimer) clearTimeout(this.#announceTimer);
    this.#announceTimer = null;
    await this.flush();
    if (this.#writeTimer) clearTimeout(this.#writeTimer);
  }

  #tell(): void {
    this.#announceTimer = null;
    const runIds = [...this.#changed];
    this.#changed.clear();
    this.#announce(runIds);
  }

  async #write(): Promise<void> {
    const batch = this.#unwritten;
    if (batch.size === 0) return;
    this.#unwritten = new Map();
    try {
      await this.#store.updateRuns([...batch].map(([id, entry]) => update(id, entry)));
    } catch (error) {
      this.#failed(error);
      await this.#writeOneByOne(batch);
    }
    this.savedAt = Date.now();
    if (!this.allSaved) this.#writeTimer ??= setTimeout(() => void this.flush(), 5 * writeEvery);
  }

  /** One run that the store refuses must not hold up the others; when nothing can be written, all is kept for later. */
  async #writeOneByOne(batch: Map<string, Unwritten>): Promise<void> {
    for (const [id, entry] of batch) {
      try {
        await this.#store.updateRuns([update(id, entry)]);
      } catch (error) {
        if (error instanceof UserError && error.code === 'workspace') this.#restore(new Map([[id, entry]]));
        else this.#failed(error);
      }
    }
  }

  /** Puts back what could not be written, in front of what came since. */
  #restore(batch: Map<string, Unwritten>): void {
    for (const [id, entry] of batch) {
      const later = this.#unwritten.get(id);
      const changes = { ...entry.changes, ...later?.changes };
      this.#unwritten.set(id, { changes, gains: [...entry.gains, ...(later?.gains ?? [])] });
    }
  }
}

function update(id: string, { changes, gains }: Unwritten): RunUpdate {
  const first = gains[0];
  const { id: _id, experimentId: _experiment, index: _index, experiment: _spec, ...rest }: Partial<RunRecord> = changes;
  if (!first) return { id, changes: rest };
  return {
    id,
    changes: rest,
    appended: {
      fromStep: first.fromStep,
      batchLoss: concatenate(gains.map((gain) => gain.batchLoss)),
      batchError: concatenate(gains.map((gain) => gain.batchError)),
      evaluations: gains.flatMap((gain) => gain.evaluations),
    },
  };
}

function concatenate(parts: readonly Float32Array[]): Float32Array {
  if (parts.length === 1) return parts[0]!;
  const whole = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
