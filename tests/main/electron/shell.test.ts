/** The built main and preload bundles against the strict double of `electron`, with the real service behind them. */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { callChannel } from '../../../src/shared/bridge.ts';
import { isExistingFile } from '../../support/electronDouble.ts';
import { bridgeOf, launch, launchWithPage, temporaryWorkspace } from './harness.ts';

describe('starting', () => {
  it('opens one sandboxed window on the built page and shows it when it is drawn', async () => {
    const { electron, window } = await launchWithPage();
    expect(electron.windows).toHaveLength(1);
    expect(window.options).toMatchObject({ minWidth: 960, minHeight: 640, show: false });
    expect(window.options.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
    });
    expect(isExistingFile(window.page)).toBe(true);
    expect(window.shown).toBe(false);
    window.draw();
    expect(window.shown).toBe(true);
  });

  it('answers the page through the built preload', async () => {
    const { api, workspace } = await launchWithPage();
    expect(await api.about({})).toMatchObject({ host: 'electron', workspace });
    await expect(api.getRun({ id: 'nowhere' })).rejects.toMatchObject({ name: 'UserError', code: 'not-found' });
  });

  it('tells the page of events until the page stops listening', async () => {
    const { api, on } = await launchWithPage();
    const heard = vi.fn();
    const stop = on('settings', heard);
    await api.setSettings({ theme: 'dark', threads: 1 });
    expect(heard).toHaveBeenCalledExactlyOnceWith({ theme: 'dark', threads: 1 });
    stop();
    await api.setSettings({ theme: 'light', threads: 1 });
    expect(heard).toHaveBeenCalledTimes(1);
  });

  it('leaves the workspace to the instance that has it', async () => {
    const electron = await launch({ firstInstance: false });
    expect(await electron.ended).toBe(0);
    expect(electron.windows).toHaveLength(0);
  });

  it('shows its window when it is started again', async () => {
    const { electron, window } = await launchWithPage();
    window.minimize();
    electron.secondInstance();
    expect(window).toMatchObject({ isMinimized: false, shown: true, focused: 1 });
  });

  it('says why it cannot start, and ends with an error', async () => {
    const workspace = temporaryWorkspace();
    writeFileSync(join(workspace, 'workbench.sqlite'), 'this is no database, and it is long enough to be read as one');
    const electron = await launch({}, workspace);
    expect(await electron.ended).toBe(1);
    expect(electron.errors).toEqual([
      { title: 'Backprop Workbench could not start', content: expect.stringContaining('workbench.sqlite') },
    ]);
  });
});

describe('strangers', () => {
  it.each(['subframe', 'elsewhere', 'other window'] as const)('rejects and logs a call from a %s', async (kind) => {
    const { electron, window } = await launchWithPage();
    const other = await otherSender(kind, window);
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    await expect(electron.invoke(other, callChannel, 'about', {})).rejects.toThrow('may not call the workbench');
    expect(log).toHaveBeenCalledWith(expect.stringContaining('refused a call'));
    log.mockRestore();
  });

  async function otherSender(kind: string, window: Awaited<ReturnType<typeof launchWithPage>>['window']) {
    if (kind === 'subframe') return { ...window.sender, senderFrame: window.frame(window.page) };
    if (kind === 'elsewhere') return { ...window.sender, senderFrame: window.frame('https://example.org/') };
    const { createWindowDouble } = await import('../../support/electronWindow.ts');
    return createWindowDouble({}, () => {}).sender;
  }

  it('goes nowhere, opens nothing, grants nothing but copying', async () => {
    const { window } = await launchWithPage();
    expect(window.navigate('https://example.org/')).toBe(false);
    expect(window.navigate('file:///etc/passwd')).toBe(false);
    expect(window.navigate(`${window.page}.html`)).toBe(false);
    expect(window.navigate(`${window.page}#/new`)).toBe(true);
    expect(window.attachWebview()).toBe(false);
    expect(window.opens()).toBe('deny');
    expect(window.mayUse('media')).toBe(false);
    expect(window.mayUse('clipboard-sanitized-write')).toBe(true);
  });
});

describe('the menu', () => {
  it('leads to the screens it names, each with an accelerator', async () => {
    const { electron, on } = await launchWithPage();
    const paths: string[] = [];
    on('navigate', (path) => paths.push(path));
    const items = electron.menu.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []));
    for (const { click, label, accelerator } of items) {
      if (!click) continue;
      expect([label, accelerator]).toEqual([expect.any(String), expect.stringMatching(/^(CmdOrCtrl\+.|F\d+)$/)]);
      Reflect.apply(click, undefined, []);
    }
    expect(paths).toEqual(['/new', '/settings', '/', '/help']);
  });
});

describe('leaving', () => {
  it('closes the workbench without a question when nothing runs, and remembers where the window was', async () => {
    const { electron, window, workspace } = await launchWithPage();
    expect(window.close()).toBe(false);
    expect(await electron.ended).toBe(0);
    expect(electron.asked).toEqual([]);
    expect(electron.handlers.size).toBe(0);
    const saved: unknown = JSON.parse(readFileSync(join(workspace, 'electron/window.json'), 'utf8'));
    expect(saved).toEqual({ x: 40, y: 30, width: 1100, height: 700, maximized: false });

    const again = await launchWithPage({}, workspace);
    expect(again.window.options).toMatchObject({ x: 40, y: 30, width: 1100, height: 700 });
  });

  it('opens where there is a screen', async () => {
    const workspace = temporaryWorkspace();
    const first = await launchWithPage({}, workspace);
    first.electron.quit();
    await first.electron.ended;
    const { window } = await launchWithPage({ workAreas: [{ x: 5000, y: 0, width: 800, height: 600 }] }, workspace);
    expect(window.options).toMatchObject({ width: 1100, height: 700 });
    expect(window.options.x).toBeUndefined();
  });

  it('tells the page where a dropped file lies, and nothing of what is no file', async () => {
    const { electron, window } = await launchWithPage();
    const { pathOf } = bridgeOf(electron, window);
    expect(pathOf(new File(['x'], 'letters.npz'))).toBe('/dropped/letters.npz');
    expect(pathOf({ name: '/etc/passwd' })).toBe('');
  });

  it('asks while a run trains, stays when told so, and keeps what was trained when told to go', async () => {
    const workspace = temporaryWorkspace();
    const { electron, window, api } = await launchWithPage({ answers: [1, 0] }, workspace);
    const { runs } = await api.startExperiment({ experiment: longExperiment });
    const id = runs[0]?.id ?? '';
    await vi.waitUntil(async () => (await api.getRun({ id })).step > 0, { timeout: 20_000 });

    expect(window.close()).toBe(false);
    await vi.waitUntil(() => electron.asked.length === 1);
    expect(electron.asked[0]).toMatchObject({ buttons: ['Stop runs and quit', 'Keep training'], cancelId: 1 });
    expect((await api.getRun({ id })).status).toBe('running');
    expect(window.isClosed).toBe(false);

    electron.quit();
    expect(await electron.ended).toBe(0);
    expect(electron.asked).toHaveLength(2);
    expect(existsSync(join(workspace, 'workbench.sqlite'))).toBe(true);

    const again = await launchWithPage({}, workspace);
    const kept = await again.api.getRun({ id });
    expect(kept.step).toBeGreaterThan(0);
    expect(['interrupted', 'stopped']).toContain(kept.status);
  });
});

const longExperiment = {
  version: 1 as const,
  name: 'long',
  dataset: { source: 'noise' },
  network: { hidden: [{ units: 64, activation: 'relu' as const }], output: 'softmax' as const },
  training: { optimizer: { type: 'sgd' as const, learningRate: 0.01 }, epochs: 100_000 },
};
