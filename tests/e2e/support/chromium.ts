/** Which Chromium to drive: the system's, or else the one that Playwright installed. It asks the network for nothing. */

import { chromium, type LaunchOptions } from '@playwright/test';
import { existsSync } from 'node:fs';

const system = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export function chromiumOptions(): LaunchOptions {
  const installed = [chromium.executablePath(), ...system].find((path) => existsSync(path));
  const root = process.getuid?.() === 0;
  return {
    ...(installed ? { executablePath: installed } : {}),
    args: [
      ...(root ? ['--no-sandbox'] : []),
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  };
}
