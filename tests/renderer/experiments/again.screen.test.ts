// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { sampleExperiment, sampleSummary } from '../../support/sampleExperiments.ts';
import { sampleWorkbench } from '../../support/sampleWorkbench.ts';
import type { SampleWorkbench } from '../../support/sampleWorkbench.ts';
import { nextFrame, rowTexts, showTable } from './tableDriver.ts';
import type { TableDriver } from './tableDriver.ts';

let table: TableDriver;
let workbench: SampleWorkbench;
afterEach(() => table.stop());

/** One of each: cut off, cut off beside a paused one, failed, diverged. */
async function show(): Promise<void> {
  workbench = sampleWorkbench([
    sampleSummary('a', sampleExperiment({ name: 'Cut off', repeats: 2 }), (i) =>
      i === 0 ? { status: 'interrupted', message: 'The app was closed.' } : {},
    ),
    sampleSummary(
      'b',
      sampleExperiment({ name: 'Half paused', repeats: 2 }),
      (i) => ({ status: i === 0 ? 'interrupted' : 'paused' }),
      1,
    ),
    sampleSummary('c', sampleExperiment({ name: 'Broken' }), () => ({ status: 'failed', message: 'No file.' }), 2),
    sampleSummary('d', sampleExperiment({ name: 'Too fast' }), () => ({ status: 'diverged' }), 3),
  ]);
  table = await showTable(workbench);
}
const commands = (): unknown[] =>
  workbench.calls.filter(({ name }) => name.startsWith('command')).map(({ input }) => input);
const menuEntry = (text: string): HTMLElement => {
  const all = [...document.querySelectorAll<HTMLElement>('[role=menuitem]')];
  const found = all.find((one) => one.textContent?.includes(text));
  if (!found) throw new Error(`the menu has no ${text}: ${all.map((one) => one.textContent).join()}`);
  return found;
};

describe('interrupted runs', () => {
  it('are called so, with the reason, and go on by key and by menu', async () => {
    await show();
    await table.press('Home', 'ArrowDown');
    expect(rowTexts()[1]).toContain('interrupted');
    expect(rowTexts()[1]).toContain('The app was closed.');
    await table.press('p');
    expect(commands()).toEqual([{ id: 'a-0', command: 'resume' }]);
    await nextFrame();
    expect(rowTexts()[1]).toContain('queued');
    await table.press('End', 'ArrowUp', 'ArrowUp', 'ContextMenu');
    menuEntry('Resume').click();
    expect(commands().at(-1)).toEqual({ id: 'b', command: 'resume' });
  });

  it('all go on at once, and what someone paused stays paused', async () => {
    await show();
    await table.choose('Resume all 2 interrupted');
    expect(commands()).toEqual([
      { id: 'a', command: 'resume' },
      { id: 'b-0', command: 'resume' },
    ]);
    await nextFrame();
    expect(document.body.textContent).not.toContain('Resume all');
  });
});

describe('running again', () => {
  it('starts the experiment with new seeds, shows it and makes it the active row', async () => {
    await show();
    await table.press('Home', 'ContextMenu');
    menuEntry('Rerun with new seeds').click();
    await nextFrame();
    expect(workbench.experiments[0]?.runs.map(({ seed }) => seed)).toEqual([3, 4]);
    const active = document.querySelector('[role=row][data-active=true]');
    expect(active?.textContent).toContain('Cut off · seeds 3–4');
  });

  it('retries a failed run as an experiment of its own', async () => {
    await show();
    await table.press('End', 'ArrowUp', 'ContextMenu');
    menuEntry('Retry this run').click();
    await nextFrame();
    expect(workbench.experiments[0]?.name).toBe('Broken · seed 1, again');
    expect(workbench.experiments).toHaveLength(5);
  });

  it('says why a diverged run is not retried', async () => {
    await show();
    await table.press('End', 'ContextMenu');
    const entry = menuEntry('Retry this run');
    expect(entry.textContent).toContain('diverge again');
    expect(entry.getAttribute('aria-disabled')).toBe('true');
  });

  it('says why the start did not work', async () => {
    await show();
    workbench.failNext('startExperiment', new Error('mnist: the folder is gone.'));
    await table.press('Home', 'ContextMenu');
    menuEntry('Rerun with new seeds').click();
    await nextFrame();
    expect(document.body.textContent).toContain('mnist: the folder is gone.');
  });
});
