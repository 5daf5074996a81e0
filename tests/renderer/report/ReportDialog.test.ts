// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { defineComponent, h, shallowRef } from 'vue';
import type { ExperimentSummary } from '../../../src/shared/contract.ts';
import ReportDialog from '../../../src/renderer/src/report/ReportDialog.vue';
import { sampleExperiment, sampleSummary } from '../../support/sampleExperiments.ts';
import { sampleWorkbench } from '../../support/sampleWorkbench.ts';
import type { SampleWorkbench } from '../../support/sampleWorkbench.ts';
import { mountScreen } from '../mountScreen.ts';
import type { Mounted } from '../mountScreen.ts';

let mounted: Mounted;
afterEach(() => {
  mounted.stop();
  vi.restoreAllMocks();
});

/** The first report waits for the chart library to be loaded. */
const written = (files: readonly unknown[]): Promise<void> =>
  vi.waitFor(() => expect(files).toHaveLength(1), { timeout: 20_000 });

/** The files that the page handed to the browser. */
function watchFiles(): { name: string; blob: Blob }[] {
  const files: { name: string; blob: Blob }[] = [];
  let latest: Blob | MediaSource | null = null;
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    latest = blob;
    return 'blob:report';
  });
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    if (latest instanceof Blob) files.push({ name: this.download, blob: latest });
  });
  return files;
}

async function ask(workbench: SampleWorkbench): Promise<void> {
  const experiment = shallowRef<ExperimentSummary | null>(workbench.experiments[0] ?? null);
  const host = defineComponent({
    render: () => h(ReportDialog, { experiment: experiment.value, onClose: () => (experiment.value = null) }),
  });
  mounted = await mountScreen(host, workbench);
  await flushPromises();
}

const button = (name: string): HTMLButtonElement | undefined =>
  [...document.querySelectorAll('button')].find((one) => one.textContent?.trim() === name);

const threeSeeds = (validationSize = 5000) =>
  sampleWorkbench([sampleSummary('a', sampleExperiment({ repeats: 3, validationSize }), () => ({}))]);

describe('exporting a report', () => {
  it('writes one file with the test figures hidden', async () => {
    const files = watchFiles();
    await ask(threeSeeds());
    button('Export')!.click();
    await written(files);
    expect(files[0]!.name).toBe('vu-learning-rates-report.html');
    expect(files[0]!.blob.type).toBe('text/html');
    expect(await files[0]!.blob.text()).toContain('Test figures were never revealed');
    await flushPromises();
    expect(document.querySelector('[role=dialog]')).toBeNull();
  });

  it('includes them where that was asked for', async () => {
    const files = watchFiles();
    const workbench = threeSeeds();
    await ask(workbench);
    document.querySelector<HTMLElement>('[role=checkbox]')!.click();
    await flushPromises();
    button('Export')!.click();
    await written(files);
    expect(await files[0]!.blob.text()).toContain('Test figures were revealed on');
    expect(workbench.experiments[0]!.testRevealedAt).toBeGreaterThan(0);
  });

  it('includes what was revealed before, with the day on which it was', async () => {
    const files = watchFiles();
    const workbench = threeSeeds();
    workbench.experiments = workbench.experiments.map((one) => ({ ...one, testRevealedAt: Date.UTC(2026, 2, 4) }));
    await ask(workbench);
    expect(document.body.textContent).toContain('They were revealed on 2026-03-04');
    button('Export')!.click();
    await written(files);
    expect(await files[0]!.blob.text()).toContain('Test figures were revealed on 2026-03-04.');
    expect(workbench.calls.some(({ name }) => name === 'labelExperiment')).toBe(false);
  });

  it('does not ask about test figures where nothing is held out', async () => {
    await ask(threeSeeds(0));
    expect(button('Export')).toBeDefined();
    expect(document.querySelector('[role=checkbox]')).toBeNull();
  });

  it('can be cancelled while the runs are read, and then writes nothing', async () => {
    const files = watchFiles();
    const workbench = threeSeeds();
    const answer = Promise.withResolvers<void>();
    const { api } = workbench;
    const slow: SampleWorkbench = {
      ...workbench,
      api: new Proxy(api, {
        get: (target, name: keyof typeof api) =>
          name === 'getSeries'
            ? (input: Parameters<typeof api.getSeries>[0]) => answer.promise.then(() => target.getSeries(input))
            : target[name],
      }),
    };
    await ask(slow);
    button('Export')!.click();
    await vi.waitFor(() => expect(document.body.textContent).toContain('0 of 3 runs read'));
    button('Cancel')!.click();
    answer.resolve();
    await vi.waitFor(() => expect(document.body.textContent).not.toContain('runs read'));
    expect(files).toEqual([]);
    expect(workbench.calls.filter(({ name }) => name === 'getRun')).toHaveLength(1);
    expect(document.body.textContent).not.toContain('did not work');
  });

  it('says why it did not work', async () => {
    const files = watchFiles();
    const workbench = threeSeeds();
    workbench.failNext('getRun', new Error('The record is damaged.'));
    await ask(workbench);
    button('Export')!.click();
    await vi.waitFor(() => expect(document.body.textContent).toContain('The record is damaged.'));
    expect(files).toEqual([]);
  });
});
