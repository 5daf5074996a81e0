/** What is being brought into the library by hand: dropped or chosen files, one at a time, with progress and a way to stop. */

import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { DatasetEntry } from '../../../../shared/contract.ts';
import { UserError } from '../../../../shared/errors.ts';
import { useClient, useWorkbenchEvent } from '../../stores/client.ts';
import { useDatasets } from '../../stores/datasets.ts';
import { nameOf } from './dropped.ts';
import type { SentFile } from './dropped.ts';
import { sendFiles } from './sendFiles.ts';

export type Arrival =
  | { readonly status: 'looking'; readonly files: number }
  | { readonly status: 'sending'; readonly name: string; readonly sent: number; readonly total: number }
  | { readonly status: 'reading'; readonly name: string; readonly fraction: number }
  /** Some images or rows cannot be used; the person says whether to go on without them. */
  | { readonly status: 'broken'; readonly name: string; readonly message: string };

/** What becomes of images and rows that are broken: all is refused, they are left out, or the person is asked. */
export type OnBroken = 'refuse' | 'leave out' | 'ask';

/** Finds the files once their turn has come. */
export type Collect = (signal: AbortSignal, onFound: (count: number) => void) => Promise<readonly SentFile[]>;

export const useArrivals = defineStore('arrivals', () => {
  const { api } = useClient();
  const datasets = useDatasets();
  const current = shallowRef<Arrival | null>(null);
  let controller: AbortController | null = null;
  /** What the service reads for us; null while it does not. */
  let task: string | null = null;
  /** Answers the question that `current` asks; null while it asks none. */
  let goOn: (() => void) | null = null;
  useWorkbenchEvent('reading', ({ task: told, fraction }) => {
    if (told === task && current.value?.status === 'reading') current.value = { ...current.value, fraction };
  });

  /** Adds what lies at a path of this machine. Null where the person stopped it. */
  const bringPath = (path: string, onBroken: OnBroken): Promise<DatasetEntry | null> =>
    alone((signal) => read(path, path.split(/[\\/]/).at(-1) || path, signal, onBroken));

  /** Sends files and adds them, and asks about broken ones. Null where the person stopped it. */
  const bringFiles = (collect: Collect): Promise<DatasetEntry | null> =>
    alone(async (signal) => {
      const files = await collect(signal, (count) => void (current.value = { status: 'looking', files: count }));
      const name = nameOf(files);
      const onProgress = (sent: number, total: number): void =>
        void (current.value = { status: 'sending', name, sent, total });
      onProgress(0, 1);
      const { path, upload } = await sendFiles(api, files, { signal, onProgress });
      try {
        return await read(path, name, signal, 'ask');
      } catch (error) {
        await api.discardUpload({ upload });
        throw error;
      }
    });

  async function read(path: string, name: string, signal: AbortSignal, onBroken: OnBroken): Promise<DatasetEntry> {
    task = crypto.randomUUID();
    current.value = { status: 'reading', name, fraction: 0 };
    try {
      const entry = await api.addDataset({ path, task, ...(onBroken === 'leave out' && { skipBroken: true }) });
      // It was there already when it was stopped.
      if (signal.aborted) await api.removeDataset({ id: entry.id });
      signal.throwIfAborted();
      await datasets.load();
      return entry;
    } catch (error) {
      if (onBroken !== 'ask' || signal.aborted || !(error instanceof UserError && error.code === 'broken')) throw error;
      await asked({ status: 'broken', name, message: error.message }, signal);
      return read(path, name, signal, 'leave out');
    }
  }

  /** Resolves when the person wants to go on. @throws the signal's reason */
  async function asked(question: Arrival, signal: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    goOn = resolve;
    task = null;
    current.value = question;
    await promise;
  }

  async function alone(bring: (signal: AbortSignal) => Promise<DatasetEntry>): Promise<DatasetEntry | null> {
    if (controller)
      throw new UserError('conflict', 'Something else is being added. Wait until it is there, or stop it.');
    controller = new AbortController();
    const { signal } = controller;
    current.value = { status: 'looking', files: 0 };
    try {
      return await bring(signal);
    } catch (error) {
      if (signal.aborted) return null;
      throw error;
    } finally {
      controller = null;
      task = null;
      goOn = null;
      current.value = null;
    }
  }

  function cancel(): void {
    controller?.abort(new Error('stopped by the person'));
    if (task !== null) void api.cancelReading({ task });
  }
  return { current, bringPath, bringFiles, cancel, leaveOutBroken: () => goOn?.() };
});
