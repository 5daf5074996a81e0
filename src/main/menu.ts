/** The menu, as data: what it says, its accelerators, and where its items lead. */

import type { MenuItemConstructorOptions } from 'electron';

export interface MenuOptions {
  readonly platform: NodeJS.Platform;
  /** Shows a screen of the page: `/new`. */
  readonly navigate: (path: string) => void;
}

export function menuTemplate({ platform, navigate }: MenuOptions): MenuItemConstructorOptions[] {
  const goTo = (label: string, path: string, accelerator: string): MenuItemConstructorOptions => ({
    label,
    accelerator,
    click: () => navigate(path),
  });
  const settings = goTo('Settings…', '/settings', 'CmdOrCtrl+,');
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const mac = platform === 'darwin';
  const appMenu: MenuItemConstructorOptions = {
    label: 'Backprop Workbench',
    submenu: [{ role: 'about' }, separator, settings, separator, { role: 'hide' }, separator, { role: 'quit' }],
  };
  return [
    ...(mac ? [appMenu] : []),
    {
      label: '&File',
      submenu: [
        goTo('New Experiment', '/new', 'CmdOrCtrl+N'),
        ...(mac ? [] : [separator, settings]),
        separator,
        mac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        goTo('Experiments', '/', 'CmdOrCtrl+1'),
        separator,
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        separator,
        { role: 'togglefullscreen' },
        { role: 'toggleDevTools' },
      ],
    },
    { role: 'windowMenu' },
    { label: '&Help', submenu: [goTo('User Guide', '/help', 'F1')] },
  ];
}
