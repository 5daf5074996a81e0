/**
 * A process that serves a workspace with the real service, as `backprop serve` does, and tells what only it can know: the
 * delay of its event loop and how far the runs are. Started by `served.ts`; the folder is its argument.
 */

import { createBirpc } from 'birpc';
import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { serve } from '../../src/main/serve.ts';
import { openWorkbench } from '../../src/main/workbench.ts';
import type { Workbench } from '../../src/main/host.ts';
import type { ExperimentSummary } from '../../src/shared/contract.ts';
import type { ExperimentInput } from '../../src/shared/experiment.ts';

/** Milliseconds by which timers came late. */
export interface LoopDelay {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  readonly samples: number;
  /** Share of the time in which the main thread computed, and in which it waited for a core; null where unknown. */
  readonly computing: number | null;
  readonly waiting: number | null;
}

export interface Progress {
  /** Steps of all runs of the experiment. */
  readonly steps: number;
  /** The process's clock, milliseconds. */
  readonly at: number;
}

const resolution = 5;
const delay = monitorEventLoopDelay({ resolution });
delay.enable();

let workbench: Workbench | null = null;
const server = await serve({
  workspace: process.argv[2] ?? '',
  openWorkbench: async (options) => (workbench = await openWorkbench(options)),
});

/** Milliseconds that the main thread has computed and waited for a core; only Linux tells. */
function mainThread(): { computing: number; waiting: number; at: number } | null {
  try {
    const [computing, waiting] = readFileSync('/proc/self/schedstat', 'utf8').split(' ').map(Number);
    return { computing: (computing ?? 0) / 1e6, waiting: (waiting ?? 0) / 1e6, at: performance.now() };
  } catch {
    return null;
  }
}
let since = mainThread();

function opened(): Workbench {
  if (workbench === null) throw new Error('the workbench is not open');
  return workbench;
}

async function summary(id: string): Promise<ExperimentSummary> {
  const found = (await opened().api.listExperiments({})).find((one) => one.id === id);
  if (!found) throw new Error(`there is no experiment ${id}`);
  return found;
}

const calls = {
  url: () => server.url,
  addDataset: async (path: string) => (await opened().api.addDataset({ path })).id,
  start: async (experiment: ExperimentInput) => (await opened().api.startExperiment({ experiment })).id,
  stop: (id: string) => opened().api.commandExperiment({ id, command: 'stop' }),
  runs: async (id: string) => (await summary(id)).runs,
  /** Read right after a report of progress, so that whole reports are counted. */
  async progress(id: string): Promise<Progress> {
    const stop = await new Promise<() => void>((resolve) => {
      const off = opened().on('runs', () => resolve(off));
    });
    stop();
    const at = performance.now();
    const { runs } = await summary(id);
    return { steps: runs.reduce((sum, run) => sum + run.step, 0), at };
  },
  /** Milliseconds of some questions for the predictions of the test split, each of another epoch: passed, and computed. */
  async timePredictions(id: string): Promise<{ passed: number; computed: number }[]> {
    const { api } = opened();
    const times: { passed: number; computed: number }[] = [];
    for (const { step } of await api.listCheckpoints({ id })) {
      const [start, before] = [performance.now(), process.cpuUsage()];
      await api.getPredictions({ id, step, split: 'test' });
      const { user, system } = process.cpuUsage(before);
      times.push({ passed: performance.now() - start, computed: (user + system) / 1000 });
    }
    return times;
  },
  resetDelay(): void {
    since = mainThread();
    delay.reset();
  },
  loopDelay(): LoopDelay {
    // What is recorded is the time from one timer to the next.
    const late = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - resolution);
    const [now, before] = [mainThread(), since];
    const share = (what: 'computing' | 'waiting'): number | null =>
      now && before ? (now[what] - before[what]) / (now.at - before.at) : null;
    return {
      computing: share('computing'),
      waiting: share('waiting'),
      p50: late(delay.percentile(50)),
      p99: late(delay.percentile(99)),
      max: late(delay.max),
      samples: delay.count,
    };
  },
  /** Ends the watch over the event loop, which wakes the process two hundred times a second. */
  ignoreDelay(): void {
    delay.disable();
  },
  /** Milliseconds that all threads of the process have computed. */
  processorTime(): number {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  },
  async close() {
    await server.close();
    delay.disable();
  },
};
export type HostCalls = typeof calls;

createBirpc<object, HostCalls>(calls, {
  post: (message) => process.send?.(message),
  on: (hear) => process.on('message', hear),
});
