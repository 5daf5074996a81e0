import { describe, expect, it } from 'vitest';
import { defaultWorkspace } from '../../src/main/paths.ts';

describe('defaultWorkspace', () => {
  it.each([
    ['linux', {}, '/home/ada/.local/share/backprop-workbench'],
    ['linux', { XDG_DATA_HOME: '/data' }, '/data/backprop-workbench'],
    ['linux', { XDG_DATA_HOME: '' }, '/home/ada/.local/share/backprop-workbench'],
    ['darwin', {}, '/home/ada/Library/Application Support/Backprop Workbench'],
    ['win32', { APPDATA: '/roaming' }, '/roaming/Backprop Workbench'],
    ['linux', { BACKPROP_WORKSPACE: '/w', XDG_DATA_HOME: '/data' }, '/w'],
  ] as const)('on %s with %j is %s', (platform, env, expected) => {
    expect(defaultWorkspace(env, platform, '/home/ada')).toBe(expected);
  });
});
