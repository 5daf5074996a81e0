// @vitest-environment happy-dom
/** The panels that look inside the network, on the screen: weights, activations, layers. */

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ref } from 'vue';
import type { NetworkAt } from '../../../src/shared/contract.ts';
import { UserError } from '../../../src/shared/errors.ts';
import { unitOrder, unitWeights } from '../../../src/shared/analysis/weightImages.ts';
import { sampleAnalysis } from '../../support/sampleAnalysis.ts';
import type { SampleWorkbench } from '../../support/sampleWorkbench.ts';
import type { Mounted } from '../mountScreen.ts';
import { click, openInspect, settle, slide, text } from './opened.ts';

vi.mock('@vueuse/core', async (original) => ({
  ...(await original<typeof import('@vueuse/core')>()),
  useElementSize: () => ({ width: ref(560), height: ref(300) }),
  useMediaQuery: () => ref(false),
}));

vi.mock('../../../src/renderer/src/charts/library.ts', () => ({
  echarts: {
    init: () => ({
      setOption: () => undefined,
      resize: () => undefined,
      dispose: () => undefined,
      getZr: () => ({ setSleepAfterStill: () => undefined }),
    }),
  },
}));

let mounted: Mounted | undefined;
beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => {
  mounted?.stop();
  vi.useRealTimers();
  sessionStorage.clear();
  localStorage.clear();
});

async function open(...given: Parameters<typeof openInspect>): Promise<SampleWorkbench> {
  const opened = await openInspect(...given);
  mounted = opened.mounted;
  return opened.workbench;
}
const asked = ({ calls }: SampleWorkbench, name: string) =>
  calls.filter((call) => call.name === name).map(({ input }) => input);
const press = async (selector: string, key: string): Promise<void> => {
  document.querySelector(selector)?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  await settle();
};

describe('the tabs of a place', () => {
  const chosen = (): string => document.activeElement?.id ?? '';

  it('are one stop of the tab key; arrows go round among them', async () => {
    await open('/inspect/seeds-0');
    const tab = document.querySelector<HTMLElement>('#tab-weights')!;
    expect(tab.tabIndex).toBe(0);
    expect(document.querySelector<HTMLElement>('#tab-draw')!.tabIndex).toBe(-1);
    tab.focus();
    await press('#tab-weights', 'ArrowRight');
    expect(chosen()).toBe('tab-draw');
    expect(document.querySelector('#tab-draw')!.getAttribute('aria-selected')).toBe('true');
    await press('#tab-draw', 'Home');
    expect(chosen()).toBe('tab-weights');
    await press('#tab-weights', 'ArrowLeft');
    expect(chosen()).toBe('tab-health');
  });
});

describe('weights', () => {
  const grid = '[role=grid][aria-label^="First-layer"]';
  const units = (): string[] =>
    [...document.querySelectorAll(`${grid} [role=gridcell]`)].map((cell) => cell.getAttribute('aria-label') ?? '');

  it('are fetched for the epoch on screen, and ahead for those around it, each once', async () => {
    const workbench = await open('/inspect/seeds-0');
    await slide(mounted!, 1);
    await slide(mounted!, 2);
    const steps = asked(workbench, 'getWeights').map((input) => (input as { step: number }).step);
    expect(steps[0]).toBe(1100);
    expect([...steps].sort((a, b) => a - b)).toEqual([0, 550, 1100]);
  });

  it('stand in the order of their norms, and only those in sight exist', async () => {
    await open('/inspect/seeds-0');
    const weights = unitWeights(await sampleAnalysis().getWeights({ id: 'seeds-0', step: 1100, tensor: 'W1' }));
    const order = unitOrder('norm', weights, null);
    expect(units().length).toBeLessThan(200);
    expect(units().map((name) => Number(/^unit (\d+)/.exec(name)?.[1]))).toEqual([...order.slice(0, units().length)]);
    expect(units()[0]).toMatch(/^unit \d+: norm [\d.]+, −[\d.]+ to [\d.]+/);
  });

  it('are enlarged by keyboard, gone through, and left by Escape', async () => {
    await open('/inspect/seeds-0');
    const names = units();
    await press(grid, 'ArrowRight');
    await press(grid, 'ArrowRight');
    await press(grid, 'Enter');
    const first = names[1]!.split(':')[0]!;
    expect(document.activeElement?.getAttribute('aria-label')).toBe(`${first}, enlarged`);
    await press(`[aria-label="${first}, enlarged"]`, 'ArrowRight');
    const second = names[2]!.split(':')[0]!;
    await press(`[aria-label="${second}, enlarged"]`, 'Escape');
    expect(document.activeElement?.getAttribute('role')).toBe('grid');
    expect(units()).toEqual(names);
  });

  it('say why they cannot be shown', async () => {
    await open('/inspect/seeds-0', {
      getWeights: async () => {
        throw new UserError('not-found', 'The weights of step 1100 are gone.');
      },
    });
    expect(text('[aria-label=Weights] [role=alert]')).toContain('The weights of step 1100 are gone.');
  });

  it('are not offered where inputs have no shape', async () => {
    const { getPredictions } = sampleAnalysis();
    await open('/inspect/seeds-0', { getPredictions: async (at) => ({ ...(await getPredictions(at)), shape: null }) });
    const tabs = [...document.querySelectorAll('[role=tab]')].map((tab) => tab.textContent.trim());
    expect(tabs).not.toContain('Weights');
    expect(tabs).toContain('Layers');
  });
});

describe('activations', () => {
  it('follow the selected image, layer by layer, to the probabilities', async () => {
    const workbench = await open('/inspect/seeds-0');
    await click('Activations');
    expect(text('[aria-label="Layer h1"]')).toMatch(/^h1 300 .* mean/);
    const cells = [...document.querySelectorAll('[aria-label="Logits and probabilities"] li')];
    expect(cells).toHaveLength(10);
    expect(cells.filter((cell) => cell.textContent.includes('✓'))).toHaveLength(1);
    const before = asked(workbench, 'examineImage').length;
    await press('[role=grid][aria-label^=Mistakes]', 'ArrowRight');
    expect(asked(workbench, 'examineImage').length).toBeGreaterThan(before);
  });

  it('say the value of a unit by keyboard', async () => {
    await open('/inspect/seeds-0');
    await click('Activations');
    const strip = document.querySelector<HTMLElement>('[aria-label="Outputs of h1"]')!;
    strip.focus();
    await settle();
    await press('[aria-label="Outputs of h1"]', 'ArrowRight');
    expect(strip.getAttribute('aria-valuetext')).toMatch(/^unit 1: /);
    expect(text('[aria-label="Layer h1"] h3')).toContain(strip.getAttribute('aria-valuetext'));
  });

  it('ask for an image where none is chosen', async () => {
    await open('/inspect/seeds-0');
    await click('Activations');
    await press('[role=grid][aria-label^=Mistakes]', 'Escape');
    expect(text('[aria-label=Activations]')).toContain('No image is chosen');
  });
});

describe('layers', () => {
  const figures = (): string[] =>
    [...document.querySelectorAll('[aria-label=Layers] tbody tr:first-child td')].map((cell) => cell.textContent);

  it('have the figures of the epoch on screen, and a chart for each', async () => {
    await open('/inspect/seeds-0');
    await click('Layers');
    expect(figures()).toEqual(['6', '0.4', '30.0 %', '22', '0.333']);
    await slide(mounted!, 1);
    expect(figures()).toEqual(['3', '0.4', '30.0 %', '21', '0.5']);
    const charts = [...document.querySelectorAll('[aria-label=Layers] [role=img]')].map(
      (chart) => chart.getAttribute('aria-label') ?? '',
    );
    expect(charts).toHaveLength(4);
    expect(charts[2]).toMatch(/weight norm.*layer 1 from 20\.00 to 22\.00/);
  });

  it('say that a network has collapsed', async () => {
    const { getLayerHealth } = sampleAnalysis();
    await open('/inspect/seeds-0', {
      getLayerHealth: async (of) =>
        (await getLayerHealth(of)).map((moment) => ({
          ...moment,
          layers: moment.layers.map((layer) => ({ ...layer, deadUnits: layer.layer === 1 ? 298 : 0 })),
        })),
    });
    await click('Layers');
    expect(text('[aria-label=Layers] [role=status]')).toContain('298 of 300 ReLU units never fire');
  });

  it('say why they cannot be shown', async () => {
    await open('/inspect/seeds-0', {
      getLayerHealth: async () => {
        throw new UserError('dataset', 'mnist: its files are gone.');
      },
    });
    await click('Layers');
    expect(text('[aria-label=Layers] [role=alert]')).toContain('its files are gone');
  });
});

describe('the drawing pad', () => {
  /** Whatever it is given, it says 7. */
  const network: NetworkAt = {
    step: 1100,
    network: { inputs: 784, classes: 10, hidden: [], output: 'softmax', init: { scheme: 'xavier' } },
    factors: new Float64Array(784).fill(1 / 255),
    offsets: new Float64Array(784),
    tensors: [
      { name: 'W1', rows: 784, columns: 10, values: new Float32Array(7840) },
      { name: 'b1', rows: 1, columns: 10, values: Float32Array.from({ length: 10 }, (_, k) => (k === 7 ? 10 : 0)) },
    ],
  };
  const drawn = ({ input }: SampleWorkbench['calls'][number]): boolean => JSON.stringify(input).includes('pixels');
  const drawBar = async (): Promise<void> => {
    await click('Draw');
    for (const key of [' ', 'ArrowDown', 'ArrowDown']) await press('[role=application]', key);
  };

  it('is read in the page, by the weights of the epoch on screen', async () => {
    const getNetwork = vi.fn(async () => network);
    const workbench = await open('/inspect/seeds-0', { getNetwork });
    await drawBar();
    expect(document.body.textContent).toContain('It says 7 (> 99.9 %).');
    expect(workbench.calls.some(drawn)).toBe(false);
    await slide(mounted!, 0);
    expect(getNetwork.mock.calls).toEqual([[{ id: 'seeds-0', step: 1100 }], [{ id: 'seeds-0', step: 0 }]]);
    await press('[role=application]', 'Delete');
    expect(document.body.textContent).toContain('Nothing is drawn.');
  });

  it('asks the service where the network is too large to be sent', async () => {
    const workbench = await open('/inspect/seeds-0', { getNetwork: async () => null });
    await drawBar();
    expect(workbench.calls.some(drawn)).toBe(true);
    expect(document.body.textContent).toMatch(/It says \d \(/);
  });
});
