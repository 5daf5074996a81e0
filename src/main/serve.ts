/**
 * Host 2: the workbench in a browser, on this machine only. Opens the service, serves the page and its WebSocket, and
 * prints nothing itself: whoever calls it is told the address.
 */

import type { OpenWorkbench, Workbench } from './host.ts';
import { paths } from './paths.ts';
import { openInBrowser } from './serve/browser.ts';
import { startServer, type RunningServer } from './serve/server.ts';
import { readVersion } from './version.ts';
import { openWorkbench } from './workbench.ts';

export interface ServeOptions {
  /** Folder of the workspace; created when missing. */
  readonly workspace: string;
  /** 0 lets the system choose. @default 0 */
  readonly port?: number;
  /** Folder or file added to the dataset library before the page is served. @default none */
  readonly data?: string | null;
  /** Opens the page in the system's browser. @default false */
  readonly open?: boolean;
  /** Folder of the built page. @default the bundle's own */
  readonly renderer?: string;
  /** @default the real service */
  readonly openWorkbench?: OpenWorkbench;
}

/**
 * Resolves when the page can be opened. `url` carries the secret token; `close` stops runs (what they trained is kept),
 * writes everything down and frees the port.
 *
 * @throws UserError when the port is taken, the workspace cannot be opened or `data` cannot be read
 */
export async function serve(options: ServeOptions): Promise<RunningServer> {
  const { workspace, port = 0, data = null, open = false, renderer = paths.renderer } = options;
  const workbench = await (options.openWorkbench ?? openWorkbench)({
    workspace,
    host: 'browser',
    version: readVersion(),
  });
  const server = await startOn(workbench, { port, data, renderer });
  if (open) openInBrowser(server.url);
  return {
    url: server.url,
    async close() {
      await server.close();
      await workbench.close();
    },
  };
}

/** Serves until the signal is aborted. `onReady` is told the address with its token. */
export async function serveUntil(
  options: ServeOptions,
  onReady: (url: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const server = await serve(options);
  onReady(server.url);
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  await server.close();
}

async function startOn(
  workbench: Workbench,
  { port, data, renderer }: { port: number; data: string | null; renderer: string },
): Promise<RunningServer> {
  try {
    if (data !== null) await workbench.api.addDataset({ path: data });
    return await startServer({ workbench, port, renderer });
  } catch (error) {
    await workbench.close();
    throw error;
  }
}
