/** Starts the real Electron on the built bundles, where that is possible. */

import { _electron, type ElectronApplication } from '@playwright/test';
import { displayProblem, electronFlags, findElectron } from '../../../scripts/lib/electron.ts';
import { root } from '../../../scripts/lib/build.ts';

/** Why Electron cannot run here, in some words; null when it can. */
export function whyNoElectron(): string | null {
  const found = findElectron();
  const problem = 'missing' in found ? found.missing : displayProblem();
  return problem === null ? null : `ELECTRON NOT TESTED: ${problem}`;
}

export async function launchElectron(workspace: string): Promise<ElectronApplication> {
  const found = findElectron();
  if ('missing' in found) throw new Error(found.missing);
  return _electron.launch({
    executablePath: found.binary,
    args: [...electronFlags, root],
    env: { ...stringsOf(process.env), BACKPROP_WORKSPACE: workspace },
  });
}

function stringsOf(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((pair): pair is [string, string] => pair[1] !== undefined));
}
