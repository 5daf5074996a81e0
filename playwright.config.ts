/**
 * End-to-end tests: the real page, the real service, the real engine. The same scenarios run in Chromium against `serve`,
 * always, and in Electron wherever its program and a display are at hand.
 *
 * One worker, since a scenario trains on every core of the machine.
 */

import { defineConfig } from '@playwright/test';
import { chromiumOptions } from './tests/e2e/support/chromium.ts';
import type { HostOptions } from './tests/e2e/support/test.ts';

export default defineConfig<HostOptions>({
  testDir: 'tests/e2e',
  testMatch: '**/*.e2e.ts',
  outputDir: 'test-results',
  fullyParallel: false,
  forbidOnly: true,
  workers: 1,
  retries: 0,
  timeout: 240_000,
  // A shared machine may hold a screen up for seconds; how fast the page is, is measured in bench/interface.
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    browserName: 'chromium',
    viewport: { width: 1280, height: 800 },
    launchOptions: chromiumOptions(),
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
  },
  projects: [
    { name: 'browser', use: { host: 'browser' } },
    { name: 'electron', use: { host: 'electron' } },
  ],
});
