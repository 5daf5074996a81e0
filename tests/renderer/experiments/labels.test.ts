// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleRecipes } from '../../support/sampleAnswers.ts';
import { sampleExperiment, sampleSummary } from '../../support/sampleExperiments.ts';
import { sampleWorkbench } from '../../support/sampleWorkbench.ts';
import type { SampleWorkbench } from '../../support/sampleWorkbench.ts';
import { rowElements, rowTexts, showTable } from './tableDriver.ts';
import type { TableDriver } from './tableDriver.ts';

let table: TableDriver;
let workbench: SampleWorkbench;
beforeEach(() => localStorage.clear());
afterEach(() => table.stop());

const lr = 'training.optimizer.learningRate';
async function show(): Promise<void> {
  const recipe = sampleRecipes[0];
  if (!recipe) throw new Error('there is no sample recipe');
  const sweep = sampleSummary('a', sampleExperiment({ name: 'Sweep', sweep: { [lr]: [0.1, 0.2] }, repeats: 2 }), () => ({})); // prettier-ignore
  const tags = ['week3', 'baseline', 'for Ada', 'draft'];
  const second = sampleSummary('b', sampleExperiment({ name: 'Second', batchSize: 64 }), () => ({}), 1);
  const third = sampleSummary('c', { ...recipe.experiment, name: recipe.name }, () => ({}), 2);
  workbench = sampleWorkbench([sweep, { ...second, tags, notes: 'As Hinton says.' }, third]);
  table = await showTable(workbench);
}
const rowOf = (text: string): HTMLElement | undefined => rowElements().find((row) => row.textContent?.includes(text));

describe('tags and notes', () => {
  it('stand in the row: two tags, how many more, and that there are notes', async () => {
    await show();
    const row = rowOf('Second');
    expect(row?.textContent).toContain('week3baseline+2');
    expect(row?.querySelector('[title="tags: week3, baseline, for Ada, draft"]')).not.toBeNull();
    expect(row?.querySelector('[role=img][aria-label="notes: As Hinton says."]')).not.toBeNull();
  });

  it.each([['tag:week'], ['tag:"for ada"'], ['hinton'], ['notes:hinton'], ['draft -tag:final']])(
    'are found by %j',
    async (text) => {
      await show();
      await table.search(text);
      expect(rowTexts()).toHaveLength(2);
      expect(rowTexts()[0]).toContain('Second');
    },
  );

  it('are edited by T and kept', async () => {
    await show();
    await table.press('Home', 't');
    const notes = document.querySelector<HTMLTextAreaElement>('[role=dialog] textarea');
    const tag = document.querySelector<HTMLInputElement>('[role=dialog] input[type=text]');
    if (!notes || !tag) throw new Error('the dialog lacks its fields');
    tag.focus();
    tag.value = 'week4';
    tag.dispatchEvent(new Event('input', { bubbles: true }));
    tag.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
    await flushPromises();
    notes.value = ' More seeds. ';
    notes.dispatchEvent(new Event('input', { bubbles: true }));
    notes.form?.requestSubmit();
    await flushPromises();
    const call = workbench.calls.find(({ name }) => name === 'labelExperiment');
    expect(call?.input).toEqual({ id: 'a', labels: { tags: ['week4'], notes: 'More seeds.' } });
    expect(rowTexts()[0]).toContain('week4');
  });
});

describe('the row of an experiment', () => {
  it('goes by the title of its recipe and is found by title and name', async () => {
    await show();
    const recipe = sampleRecipes[0];
    const title = recipe?.experiment.about?.title ?? '';
    expect(rowOf(title)).toBeDefined();
    for (const text of [`"${title}"`, `name:${recipe?.name}`]) {
      await table.search(text);
      expect(rowTexts()[0]).toContain(title);
    }
    await workbench.api.renameExperiment({ id: 'c', name: 'My own name' });
    await table.search('');
    expect(rowOf('My own name')).toBeDefined();
    expect(rowOf(title)).toBeUndefined();
  });

  it('counts what a search found of it', async () => {
    await show();
    await table.search('lr:0.1');
    expect(rowTexts()[0]).toContain('2 of 4 runs');
    await table.search('Sweep');
    expect(rowTexts()[0]).not.toContain(' of 4 runs');
  });
});

describe('choosing columns', () => {
  const heads = (): string[] => table.wrapper.findAll('[role=columnheader] button').map((head) => head.text());
  const toggle = async (label: string): Promise<void> => {
    const items = [...document.querySelectorAll<HTMLElement>('[role=menuitemcheckbox]')];
    const item = items.find((one) => one.textContent?.trim() === label);
    if (!item) throw new Error(`there is no column ${label}: ${items.map((one) => one.textContent).join()}`);
    item.click();
    await flushPromises();
  };
  const openMenu = async (): Promise<void> => {
    const button = document.querySelector<HTMLElement>('[aria-label="Columns and grouping"]');
    button?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
    await flushPromises();
  };

  it('hides figures, shows settings, and remembers both', async () => {
    await show();
    await openMenu();
    await toggle('Samples per second');
    await toggle('Batch size');
    expect(heads()).not.toContain('samples/s');
    expect(heads()).toContain('Batch size');
    table.stop();
    table = await showTable(workbench);
    expect(heads()).toContain('Batch size');
    expect(rowTexts()[1]).toContain('0.1161finished');
  });

  it('falls back to the usual columns where what is stored is not readable', async () => {
    localStorage.setItem('backprop.columns', '{"hidden": 7');
    await show();
    expect(heads()).toHaveLength(9);
  });
});
