/** The Lab's threads as the service sees them: one for each call, ended when it is superseded, cancelled or done. */

import { UserError } from '../../shared/errors.ts';
import { Lanes } from '../analysis/lanes.ts';
import { askThread } from '../oneShot.ts';
import type { LabAnswers, LabJob } from './jobs.ts';

export class Lab {
  readonly lanes = new Lanes();
  readonly #workerUrl: URL | string;
  readonly #threads = new Set<Promise<unknown>>();
  #closed = false;

  /** @param workerUrl the file of `worker.ts`, as the host has it */
  constructor(workerUrl: URL | string) {
    this.#workerUrl = workerUrl;
  }

  /** Does a job in a thread of its own. */
  run<Kind extends LabJob['kind']>(
    job: Extract<LabJob, { kind: Kind }>,
    signal: AbortSignal,
    onProgress?: (fraction: number) => void,
  ): Promise<LabAnswers[Kind]> {
    if (this.#closed) return Promise.reject(new UserError('cancelled', 'The workbench was closed.'));
    const answer = askThread<LabAnswers[Kind]>(this.#workerUrl, job, 'lab', { signal, onProgress });
    this.#threads.add(answer);
    const forget = (): void => void this.#threads.delete(answer);
    answer.then(forget, forget);
    return answer;
  }

  /** Ends what is underway; resolves when no thread is left. */
  async close(): Promise<void> {
    this.#closed = true;
    this.lanes.close();
    await Promise.allSettled(this.#threads);
  }
}
