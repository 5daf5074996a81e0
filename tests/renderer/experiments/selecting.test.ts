// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { sampleExperiment, sampleSummary } from '../../support/sampleExperiments.ts';
import { sampleWorkbench } from '../../support/sampleWorkbench.ts';
import type { SampleWorkbench } from '../../support/sampleWorkbench.ts';
import { bar, nextFrame, rowTexts, selectedRows, showTable } from './tableDriver.ts';
import type { TableDriver } from './tableDriver.ts';

let table: TableDriver;
let workbench: SampleWorkbench;
afterEach(() => table.stop());

/** Three seeds that train, and two experiments of one run that ended. */
async function show(): Promise<void> {
  workbench = sampleWorkbench([
    sampleSummary('a', sampleExperiment({ name: 'Three seeds', repeats: 3 }), () => ({ status: 'running' })),
    sampleSummary('b', sampleExperiment({ name: 'Second' }), () => ({}), 1),
    sampleSummary('c', sampleExperiment({ name: 'Third' }), () => ({}), 2),
  ]);
  table = await showTable(workbench);
}
const calls = (name: string): unknown[] =>
  workbench.calls.filter((call) => call.name === name).map((call) => call.input);

describe('selecting', () => {
  it('takes runs with Space and ranges with Shift, and lets go with Escape', async () => {
    await show();
    await table.press('Home', 'ArrowDown', ' ', 'Shift+ArrowDown');
    expect(bar()).toContain('2 runs selected');
    expect(selectedRows()).toHaveLength(2);
    await table.press('Escape');
    expect(bar()).toBe('');
  });

  it('takes an experiment for all its runs, and all its runs for the experiment', async () => {
    await show();
    await table.press('Home', ' ');
    expect(selectedRows()).toHaveLength(4);
    expect(bar()).toContain('Three seeds selected');
    await table.press('ArrowDown', ' ');
    expect(bar()).toContain('2 runs selected');
    await table.press(' ');
    expect(bar()).toContain('Three seeds selected');
  });

  it('takes rows by Ctrl and Shift click, without opening or closing them', async () => {
    await show();
    await table.click('Second', { ctrlKey: true });
    await table.click('Third', { shiftKey: true });
    expect(bar()).toContain('2 experiments selected');
    expect(rowTexts()).toHaveLength(6);
    await table.click('Third', { ctrlKey: true });
    expect(bar()).toContain('Second selected');
  });

  it('takes all that is shown with Ctrl A, and nothing the second time', async () => {
    await show();
    await table.press('Ctrl+a');
    expect(bar()).toContain('3 experiments selected');
    await table.press('Ctrl+a');
    expect(bar()).toBe('');
  });

  it('outlives live changes, a sort and a search, and says what the search hides', async () => {
    await show();
    await table.press('Home', 'ArrowDown', ' ');
    workbench.change('a-0', { status: 'finished' });
    workbench.emit('experiments', null);
    await nextFrame();
    await table.wrapper.findAll('[role=columnheader] button')[0]?.trigger('click');
    expect(selectedRows()).toHaveLength(1);
    await table.search('seed:2');
    expect(bar()).toContain('seed 1 selected1 not shown');
    await table.press('Home', ' ');
    expect(bar()).toContain('2 runs selected');
    await table.search('');
    expect(selectedRows()).toHaveLength(2);
  });

  it('forgets what was deleted elsewhere', async () => {
    await show();
    await table.click('Second', { ctrlKey: true });
    await workbench.api.deleteExperiment({ id: 'b' });
    await nextFrame();
    expect(bar()).toBe('');
  });
});

describe('what the bar does with the selection', () => {
  it('commands whole experiments in one call and leaves alone what has ended', async () => {
    await show();
    await table.press('Ctrl+a');
    await table.choose('pause');
    expect(calls('commandExperiment')).toEqual([{ id: 'a', command: 'pause' }]);
    await nextFrame();
    await table.press('Escape', 'Home', 'ArrowDown', ' ', 'ArrowDown', ' ', 'p');
    expect(calls('commandRun')).toEqual([
      { id: 'a-0', command: 'resume' },
      { id: 'a-1', command: 'resume' },
    ]);
  });

  it('deletes several with one undo', async () => {
    await show();
    await table.click('Second', { ctrlKey: true });
    await table.click('Third', { ctrlKey: true });
    await table.press('Delete');
    expect(rowTexts()).toHaveLength(4);
    await table.choose('Undo');
    expect(rowTexts()).toHaveLength(6);
  });

  it('asks once before it deletes what still trains', async () => {
    await show();
    await table.press('Ctrl+a');
    await table.choose('Delete');
    expect(document.body.textContent).toContain('Stop and delete 3 experiments?');
    expect(document.body.textContent).toContain('3 runs have not ended');
    await table.choose('Stop and delete');
    expect(calls('deleteExperiment')).toEqual([{ id: 'a' }, { id: 'b' }, { id: 'c' }]);
  });

  it('deletes single runs and brings them back in their place', async () => {
    await show();
    workbench.change('a-0', { status: 'finished' });
    workbench.change('a-1', { status: 'stopped' });
    await nextFrame();
    await table.press('Home', 'ArrowDown', ' ', 'ArrowDown', ' ', 'Delete');
    expect(calls('deleteRun')).toEqual([{ id: 'a-0' }, { id: 'a-1' }]);
    // One run left is shown in the row of its experiment.
    expect(rowTexts()).toHaveLength(3);
    expect(bar()).toBe('');
    await table.choose('Undo');
    expect(workbench.experiments[0]!.runs.map(({ id }) => id)).toEqual(['a-0', 'a-1', 'a-2']);
    expect(rowTexts()).toHaveLength(6);
  });

  it('asks before it deletes a run that trains, and the last run takes its experiment along', async () => {
    await show();
    await table.press('Home', 'ArrowDown', 'Delete');
    expect(document.body.textContent).toContain('Stop and delete “seed 1”?');
    await table.choose('Stop and delete');
    expect(calls('deleteRun')).toEqual([{ id: 'a-0' }]);
    for (const id of ['a-1', 'a-2']) await workbench.api.deleteRun({ id });
    await nextFrame();
    expect(rowTexts().join()).not.toContain('Three seeds');
  });

  it('says why a deletion failed and keeps what it could not delete', async () => {
    await show();
    await table.click('Second', { ctrlKey: true });
    await table.click('Third', { ctrlKey: true });
    workbench.failNext('deleteExperiment', new Error('The disk is full.'));
    await table.choose('Delete');
    expect(document.body.textContent).toContain('The disk is full.');
    expect(rowTexts()).toHaveLength(6);
  });

  it('archives, shows the archived on request, and brings them back', async () => {
    await show();
    await table.click('Second', { ctrlKey: true });
    await table.choose('Archive');
    expect(rowTexts().join()).not.toContain('Second');
    await table.choose('Archived 1');
    expect(rowTexts().join()).toContain('Second');
    await table.choose('Undo');
    expect(calls('labelExperiment').at(-1)).toEqual({ id: 'b', labels: { archived: false } });
    expect(rowTexts().join()).toContain('Second');
  });

  it('says so when everything is archived', async () => {
    await show();
    await table.press('Ctrl+a');
    await table.choose('Archive');
    expect(document.body.textContent).toContain('Everything is archived');
    await table.choose('Show archived');
    expect(rowTexts().length).toBeGreaterThan(2);
  });

  it('leads to the comparison of experiments and single runs', async () => {
    await show();
    if (!table.router.hasRoute('compare')) return;
    await table.press('Home', 'ArrowDown', ' ');
    await table.click('Third', { ctrlKey: true });
    await table.choose('Compare');
    expect(table.router.currentRoute.value.query).toEqual({ experiments: 'c', runs: 'a-0' });
  });
});
