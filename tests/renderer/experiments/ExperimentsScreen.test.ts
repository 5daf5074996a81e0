// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import ExperimentsScreen from '../../../src/renderer/src/experiments/ExperimentsScreen.vue';
import { UserError } from '../../../src/shared/errors.ts';
import { manyExperiments, sampleExperiment, sampleSummary } from '../../support/sampleExperiments.ts';
import { sampleWorkbench } from '../../support/sampleWorkbench.ts';
import { mountScreen } from '../mountScreen.ts';
import type { Mounted } from '../mountScreen.ts';

let mounted: Mounted;
afterEach(() => mounted.stop());

async function show(workbench = sampleWorkbench()): Promise<Mounted> {
  mounted = await mountScreen(ExperimentsScreen, workbench);
  await flushPromises();
  return mounted;
}

const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
const rows = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('[role=treegrid] [role=row][id]')];
const textOf = (row: HTMLElement | undefined): string => (row?.textContent ?? '').replace(/\s+/g, ' ').trim();
const activeRow = (): string => textOf(rows().find((row) => row.dataset['active'] === 'true'));
const texts = (): string => document.body.textContent ?? '';

async function press(...keys: string[]): Promise<void> {
  for (const key of keys) await mounted.wrapper.get('[role=treegrid]').trigger('keydown', { key });
  await flushPromises();
}

async function search(text: string): Promise<void> {
  await mounted.wrapper.get('input[type=search]').setValue(text);
  await flushPromises();
}

const small = () =>
  sampleWorkbench([
    sampleSummary('a', sampleExperiment({ name: 'Two seeds', repeats: 2 }), (i) =>
      i === 0 ? { bestError: 0.0586, lastError: 0.06, seconds: 72, samplesPerSecond: 88_412 } : { status: 'queued' },
    ),
    sampleSummary('b', sampleExperiment({ name: 'Single' }), () => ({ status: 'failed', message: 'No such file.' }), 1),
  ]);

describe('the Experiments screen', () => {
  it('shows the runs of the newest experiment with their numbers', async () => {
    await show(small());
    expect(rows()).toHaveLength(4);
    expect(textOf(rows()[1])).toBe('seed 11finished5.86 %6.00 %1 m 12 s88 410');
    expect(textOf(rows()[2])).toContain('queued');
    expect(texts()).toContain('2 experiments · 3 runs');
  });

  it('follows live changes without losing the active row', async () => {
    const workbench = small();
    await show(workbench);
    await press('ArrowDown', 'ArrowDown', 'ArrowDown');
    expect(activeRow()).toContain('seed 2');
    workbench.change('a-1', { status: 'running', epoch: 2.4, totalEpochs: 5, secondsLeft: 3 });
    await nextFrame();
    await flushPromises();
    expect(activeRow()).toContain('epoch 3 of 5');
    expect(activeRow()).toContain('3.0 s left');
  });

  it('is moved through, opened and closed by the keyboard', async () => {
    const { router } = await show(small());
    await press('Home', 'ArrowLeft');
    expect(rows()).toHaveLength(2);
    await press('ArrowRight', 'ArrowRight');
    expect(activeRow()).toContain('seed 1');
    await press('ArrowLeft');
    expect(activeRow()).toContain('Two seeds');
    await press('ArrowRight', 'Enter');
    expect(router.currentRoute.value.path).toBe('/runs/a-0');
    await press('End', 'Enter');
    expect(router.currentRoute.value.path).toBe('/runs/b-0');
  });

  it('pauses, and resumes what is paused, with P', async () => {
    const workbench = small();
    await show(workbench);
    await press('Home', 'p');
    expect(workbench.calls.at(-1)).toEqual({ name: 'commandExperiment', input: { id: 'a', command: 'pause' } });
    await nextFrame();
    await flushPromises();
    await press('p');
    expect(workbench.calls.at(-1)).toEqual({ name: 'commandExperiment', input: { id: 'a', command: 'resume' } });
  });

  it('searches, says when nothing matches, and shows all again', async () => {
    await show();
    await search('status:diverged');
    expect(rows().map(textOf).join()).not.toContain('VU learning rates');
    expect(rows()).toHaveLength(6);
    await search('status:nosuch');
    expect(texts()).toContain('No run matches');
    const button = [...document.querySelectorAll('button')].find((one) => one.textContent?.includes('Show all'));
    button?.click();
    await flushPromises();
    expect(rows().length).toBeGreaterThan(6);
  });

  it('opens what a search finds, and afterwards keeps closed what was closed', async () => {
    await show(small());
    await press('Home', 'ArrowLeft');
    expect(rows()).toHaveLength(2);
    await search('seed:2');
    expect(rows().map(textOf)[1]).toContain('seed 2');
    await search('');
    expect(rows()).toHaveLength(2);
  });

  it('sorts by a head, the other way, and not at all', async () => {
    await show(small());
    const head = mounted.wrapper.findAll('[role=columnheader]').find((one) => one.text() === 'best');
    if (!head) throw new Error('there is no such head');
    const directions: (string | undefined)[] = [];
    for (let click = 0; click < 3; click++) {
      await head.get('button').trigger('click');
      directions.push(head.attributes('aria-sort'));
    }
    expect(directions).toEqual(['ascending', 'descending', 'none']);
  });

  it('deletes with the keyboard, offers to undo, and brings back', async () => {
    const workbench = small();
    await show(workbench);
    await press('End', 'Delete');
    expect(rows().map(textOf).join()).not.toContain('Single');
    const undo = [...document.querySelectorAll('button')].find((one) => one.textContent?.trim() === 'Undo');
    undo?.click();
    await flushPromises();
    expect(rows().map(textOf).join()).toContain('Single');
  });

  it('asks before it deletes what has not ended', async () => {
    const workbench = small();
    await show(workbench);
    await press('Home', 'Delete');
    expect(texts()).toContain('1 run has not ended');
    expect(workbench.calls.some(({ name }) => name === 'deleteExperiment')).toBe(false);
  });

  it('says why an action did not work and stays usable', async () => {
    const workbench = small();
    await show(workbench);
    workbench.failNext('deleteExperiment', new UserError('conflict', 'Another window is deleting it.'));
    await press('End', 'Delete');
    expect(texts()).toContain('Another window is deleting it.');
    expect(rows().map(textOf).join()).toContain('Single');
  });

  it('renames', async () => {
    const workbench = small();
    await show(workbench);
    await press('End', 'F2');
    const input = document.querySelector<HTMLInputElement>('[role=dialog] input');
    if (!input) throw new Error('there is no dialog');
    input.value = '  Better name ';
    input.dispatchEvent(new Event('input'));
    input.form?.requestSubmit();
    await flushPromises();
    expect(workbench.calls.some((call) => call.name === 'renameExperiment')).toBe(true);
    expect(rows().map(textOf).join()).toContain('Better name');
  });

  it('opens the menu of the active row by the keyboard, with what can be done now', async () => {
    await show(small());
    await press('Home', 'ContextMenu');
    await flushPromises();
    const items = [...document.querySelectorAll('[role=menuitem]')].map((item) => item.textContent?.trim());
    expect(items.filter((item) => item !== 'Compare')).toEqual([
      'PauseP',
      'Stop',
      'Rerun with new seeds',
      'Duplicate and edit',
      'Rename experimentF2',
      'Tags and notesT',
      'Export report…',
      'Archive experiment',
      'Delete experimentDelete',
    ]);
  });

  it('goes to the form with the experiment to duplicate', async () => {
    const { router } = await show(small());
    await press('End', 'ContextMenu');
    await flushPromises();
    const items = [...document.querySelectorAll<HTMLElement>('[role=menuitem]')];
    items.find((item) => item.textContent?.includes('Duplicate'))?.click();
    await flushPromises();
    expect(router.currentRoute.value.fullPath).toBe('/new?from=b');
  });

  it('draws only the rows on screen of a thousand', async () => {
    await show(sampleWorkbench(manyExperiments(1000)));
    await search('status:finished');
    expect(rows().length).toBeLessThan(60);
    expect(mounted.wrapper.get('[role=treegrid]').attributes('aria-rowcount')).toBe('1100');
  });

  it('starts the first experiment from an empty workspace', async () => {
    const workbench = sampleWorkbench([]);
    const { router } = await show(workbench);
    expect(texts()).toContain('Nothing has been trained yet');
    expect(texts()).toContain('Minibatch gradient descent');
    const start = [...document.querySelectorAll('button')].find((one) => one.textContent?.includes('Start a first'));
    start?.click();
    await flushPromises();
    expect(workbench.calls.some(({ name }) => name === 'startExperiment')).toBe(true);
    expect(router.currentRoute.value.path).toBe('/runs/new-0-0');
  });

  it('says why the experiments could not be read, and tries again', async () => {
    const workbench = small();
    workbench.failNext('listExperiments', new UserError('internal', 'The workspace cannot be read.'));
    await show(workbench);
    expect(texts()).toContain('The workspace cannot be read.');
    [...document.querySelectorAll('button')].find((one) => one.textContent?.includes('Try again'))?.click();
    await flushPromises();
    expect(rows()).toHaveLength(4);
  });
});
