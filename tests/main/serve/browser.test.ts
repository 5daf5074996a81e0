import { expect, it } from 'vitest';
import { opener } from '../../../src/main/serve/browser.ts';

it.each([
  ['linux', 'xdg-open', ['http://127.0.0.1:1/?token=a']],
  ['darwin', 'open', ['http://127.0.0.1:1/?token=a']],
  ['win32', 'cmd', ['/c', 'start', '""', 'http://127.0.0.1:1/?token=a']],
] as const)('opens an address on %s', (platform, command, args) => {
  expect(opener('http://127.0.0.1:1/?token=a', platform)).toEqual([command, args]);
});
