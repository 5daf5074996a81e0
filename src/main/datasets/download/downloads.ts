/**
 * The downloads under way: started, cancelled, listed, and told of at a bounded rate. What has failed stays in the list
 * until it is tried again or dismissed.
 */

import { join } from 'node:path';
import type { DatasetEntry, Download } from '../../../shared/contract.ts';
import { UserError, messageOf } from '../../../shared/errors.ts';
import type { DatasetLibrary } from '../library.ts';
import { downloadFiles, type DownloadOptions } from './download.ts';
import type { DownloadPlan } from './plans.ts';
import { throttled } from './throttled.ts';

/** Milliseconds between two announcements: less than 15 a second. */
const announceEvery = 70;

export interface DownloadsHost extends Pick<DownloadOptions, 'pauses' | 'stallAfter'> {
  readonly plans: readonly DownloadPlan[];
  /** A folder in it for each dataset. */
  readonly folder: string;
  readonly library: Pick<DatasetLibrary, 'add'>;
  /** Told every download under way or failed, whenever one changed. */
  readonly announce: (downloads: readonly Download[]) => void;
  /** Told when a dataset has come of one. */
  readonly arrived: (entry: DatasetEntry) => void;
  /** Hears of every error that no user caused. */
  readonly onDefect: (error: unknown) => void;
}

export interface Downloads {
  list(): Download[];
  /** Begins, and returns at once. @throws UserError 'not-found' */
  start(id: string): void;
  /** Stops it, or takes a failed one off the list. What was verified, and what arrived, is kept for the next time. */
  cancel(id: string): Promise<void>;
  /** Fetches and waits. @throws what `downloadFiles` and `library.add` throw */
  fetch(id: string, options: Pick<DownloadOptions, 'signal' | 'onProgress'>): Promise<DatasetEntry>;
  close(): Promise<void>;
}

interface Underway {
  readonly controller: AbortController;
  readonly ended: Promise<void>;
}

export function createDownloads(host: DownloadsHost): Downloads {
  const states = new Map<string, Download>();
  const underway = new Map<string, Underway>();
  const list = (): Download[] => [...states.values()];
  const announcement = throttled(announceEvery, () => host.announce(list()));

  function planOf(id: string): DownloadPlan {
    const plan = host.plans.find((one) => one.id === id);
    if (plan) return plan;
    const known = host.plans.map((one) => one.id).join(', ');
    throw new UserError('not-found', `download: there is no source for ${id}; what can be downloaded is ${known}.`);
  }

  async function fetch(id: string, given: Pick<DownloadOptions, 'signal' | 'onProgress'>): Promise<DatasetEntry> {
    const plan = planOf(id);
    const folder = join(host.folder, plan.id);
    let origin: string | undefined;
    const onProgress: DownloadOptions['onProgress'] = (progress) => {
      origin = `downloaded from ${progress.source}`;
      given.onProgress(progress);
    };
    const { pauses, stallAfter } = host;
    await downloadFiles(plan, folder, { pauses, stallAfter, signal: given.signal, onProgress });
    return host.library.add(folder, undefined, { id: plan.id, signal: given.signal, origin });
  }

  async function follow(id: string, signal: AbortSignal): Promise<void> {
    try {
      const onProgress: DownloadOptions['onProgress'] = (progress) => {
        states.set(id, { id, status: 'running', ...progress });
        announcement.soon();
      };
      const entry = await fetch(id, { signal, onProgress });
      states.delete(id);
      host.arrived(entry);
    } catch (error) {
      if (signal.aborted) states.delete(id);
      else states.set(id, { ...states.get(id)!, status: 'failed', message: messageOf(error) });
      if (!signal.aborted && !(error instanceof UserError)) host.onDefect(error);
    } finally {
      underway.delete(id);
      announcement.now();
    }
  }

  return {
    list,
    start(id) {
      const source = planOf(id).sources[0]?.name ?? '';
      if (underway.has(id)) return;
      states.set(id, { id, status: 'running', received: 0, total: null, source, message: null });
      announcement.now();
      const controller = new AbortController();
      underway.set(id, { controller, ended: follow(id, controller.signal) });
    },
    async cancel(id) {
      const running = underway.get(id);
      if (!running) {
        if (states.delete(id)) announcement.now();
        return;
      }
      running.controller.abort(new Error('the download was cancelled'));
      await running.ended;
    },
    fetch,
    async close() {
      for (const { controller } of underway.values()) controller.abort(new Error('the workbench is being closed'));
      await Promise.all([...underway.values()].map(({ ended }) => ended));
      announcement.stop();
    },
  };
}
