// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import DataScreen from '../../../src/renderer/src/data/DataScreen.vue';
import { keptDraft } from '../../../src/renderer/src/stores/draft.ts';
import type { Download } from '../../../src/shared/contract.ts';
import { UserError } from '../../../src/shared/errors.ts';
import { mountScreen } from '../mountScreen.ts';
import type { Mounted } from '../mountScreen.ts';
import { dataWorkbench, waiting } from './dataWorkbench.ts';

let mounted: Mounted | undefined;
afterEach(() => {
  mounted?.stop();
  localStorage.clear();
  sessionStorage.clear();
});

async function open(path: string, workbench = dataWorkbench()) {
  mounted = await mountScreen(DataScreen, workbench, path);
  await flushPromises();
  return { ...mounted, workbench };
}
const text = () => document.body.textContent ?? '';
const button = (name: string) => {
  const all = [...document.querySelectorAll<HTMLElement>('button, [role=menuitem]')];
  const found = all.find((each) =>
    (each.getAttribute('aria-label') ?? each.textContent?.trim() ?? '').startsWith(name),
  );
  if (!found) throw new Error(`there is no button ${name}`);
  return found;
};
async function click(name: string): Promise<void> {
  button(name).click();
  await flushPromises();
}

const running: Download = {
  id: 'mnist',
  status: 'running',
  received: 3 * 2 ** 20,
  total: 12 * 2 ** 20,
  source: 'a.example',
  message: null,
};

describe('the library', () => {
  it('lists what a person brought, what is built in, and what is to get, each with a line', async () => {
    const { wrapper } = await open('/data/letters');
    const sections = wrapper.findAll('nav section').map((section) => section.text());
    expect(sections).toEqual([
      expect.stringMatching(/^Your data.*Letters60 \+ 20 · 4 × 4.*Gonefiles are gone/),
      expect.stringMatching(/^Built in.*Ellipse60 · 2 inputs/),
      expect.stringMatching(/^To get.*MNISTdownload, 11\.1 MB/),
    ]);
    expect(wrapper.get('[aria-current=true]').text()).toContain('Letters');
  });

  it('opens with something that can be looked at', async () => {
    const { wrapper } = await open('/data');
    expect(wrapper.get('[aria-current=true]').text()).toContain('Letters');
  });

  it('says so where an address names no dataset', async () => {
    const { wrapper } = await open('/data/nothing');
    expect(wrapper.get('[role=alert]').text()).toContain('no such dataset');
  });
});

describe('a dataset', () => {
  it('says what it holds and where it came from', async () => {
    const { wrapper } = await open('/data/letters');
    const about = wrapper.get('aside').text();
    for (const fact of [
      '60 images',
      '20 images',
      '4 × 4 pixels',
      '0 to 255',
      '80.9',
      'IDX files',
      '/home/me/letters',
      'd0a3eec1f5a45440',
    ])
      // prettier-ignore
      expect(about.replace(/[\u202f\u2009\u00a0]/g, ' ')).toContain(fact);
    expect(wrapper.get('[role=grid]').attributes('aria-label')).toBe('Training images, 60 images');
  });

  it('shows one class, says so in the address, and all again', async () => {
    const { wrapper, router } = await open('/data/letters');
    await click('Class 3');
    expect(router.currentRoute.value.query).toEqual({ class: '3' });
    expect(wrapper.get('[role=grid]').attributes('aria-label')).toBe('Training images, 6 images');
    expect(button('Class 3').getAttribute('aria-pressed')).toBe('true');
    await click('Filter class 3');
    expect(router.currentRoute.value.query).toEqual({});
  });

  it('jumps to an image by its number and says its label, past a filter that hides it', async () => {
    const { wrapper, router } = await open('/data/letters?class=3');
    await wrapper.get('[aria-label="Jump to an image by its number"]').setValue('#42');
    await wrapper.get('form').trigger('submit');
    await flushPromises();
    expect(router.currentRoute.value.query).toEqual({ image: '42' });
    expect(wrapper.get('section[aria-label="image #42"]').text()).toContain('label 2');
    await wrapper.get('[aria-label="Jump to an image by its number"]').setValue('60');
    await wrapper.get('form').trigger('submit');
    expect(wrapper.get('form [role=alert]').text()).toBe('The last image is #59.');
  });

  it('switches to the test part, where the number counts anew', async () => {
    const { wrapper, router } = await open('/data/letters?image=42');
    await wrapper.get('input[type=radio][value=test]').setValue();
    await flushPromises();
    expect(router.currentRoute.value.query).toEqual({ part: 'test' });
    expect(wrapper.get('[role=grid]').attributes('aria-label')).toBe('Test images, 20 images');
  });

  it('is renamed where its name stands', async () => {
    const { wrapper, workbench } = await open('/data/letters');
    await wrapper.get('aside h2').trigger('dblclick');
    await flushPromises();
    const field = wrapper.get('input[aria-label="New name of Letters"]');
    await field.setValue(' Greek ');
    await field.trigger('keydown', { key: 'Enter' });
    await flushPromises();
    expect(workbench.changes).toEqual([['rename', { id: 'letters', name: 'Greek' }]]);
    expect(wrapper.get('aside h2').text()).toBe('Greek');
  });

  it('that is 2-D shows its points, their classes and no rename', async () => {
    const { wrapper } = await open('/data/ellipse?image=3');
    expect(wrapper.get('canvas[role=img]').attributes('aria-label')).toContain('as a plot of the two inputs');
    expect(wrapper.get('section[aria-label="point #3"]').text()).toMatch(/outside.*\(6, 7\)/);
    expect(wrapper.find('[aria-label="Actions for Ellipse"]').exists()).toBe(false);
  });

  it('is trained on by the form, with a share held out', async () => {
    const { router } = await open('/data/letters');
    await click('Train on this');
    expect(router.currentRoute.value.fullPath).toBe('/new?draft=data');
    expect(keptDraft()).toMatchObject({
      origin: 'on Letters',
      experiment: { dataset: { source: 'letters', validationSize: 10 } },
    });
  });

  it('that cannot be read says why, and is read again on request', async () => {
    let isBroken = true;
    const { getDatasetOverview } = dataWorkbench().api;
    const workbench = dataWorkbench({
      getDatasetOverview: (input) =>
        isBroken
          ? Promise.reject(new UserError('dataset', 'labels.gz is cut off; copy it again.'))
          : getDatasetOverview(input),
    });
    const { wrapper } = await open('/data/letters', workbench);
    expect(wrapper.get('[role=alert]').text()).toContain('labels.gz is cut off; copy it again.');
    isBroken = false;
    await click('Try again');
    expect(wrapper.find('[role=grid]').exists()).toBe(true);
  });

  it('is removed, with a word on its files, and brought back by undo', async () => {
    const { workbench } = await open('/data/letters');
    button('Actions for Letters').dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    await flushPromises();
    await click('Remove from the library');
    expect(workbench.changes).toEqual([['remove', { id: 'letters' }]]);
    expect(text()).toContain('Letters removed. Its files stay.');
    await click('Undo');
    expect(workbench.changes.at(-1)).toEqual(['restore', { id: 'letters' }]);
    expect(mounted!.router.currentRoute.value.path).toBe('/data/letters');
  });
});

describe('a download', () => {
  it('is offered, shows how far it is, and is cancelled', async () => {
    const { wrapper, workbench } = await open('/data/mnist');
    expect(text()).toContain(waiting.problem);
    await click('Download MNIST (11.1 MB)');
    workbench.setDownloads([running]);
    await flushPromises();
    expect(text()).toContain('3.0 MB of 12.0 MB from a.example');
    expect(wrapper.get('[role=progressbar]').attributes('aria-valuenow')).toBe('25');
    await click('Cancel');
    expect(workbench.changes.map(([name]) => name)).toEqual(['start', 'cancel']);
  });

  it('that failed says why, and is tried again or left', async () => {
    const { wrapper, workbench } = await open('/data/mnist');
    workbench.setDownloads([{ ...running, status: 'failed', message: 'a.example answered 404.' }]);
    await flushPromises();
    expect(wrapper.get('[role=alert]').text()).toContain('a.example answered 404.');
    await click('Try again');
    await click('Not now');
    expect(workbench.changes.map(([name]) => name)).toEqual(['start', 'cancel']);
  });
});

it('leaves no listener behind', async () => {
  const { workbench, stop } = await open('/data/letters');
  stop();
  mounted = undefined;
  expect(workbench.listeners()).toBe(0);
});
