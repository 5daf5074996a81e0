/**
 * How the page reaches the workbench: through Electron's preload bridge where there is one, else through the WebSocket of
 * `serve`. Knows nothing of what is called.
 */

import { bridgeName, type Bridge } from '../shared/bridge.ts';
import { createClient, type Client } from '../shared/client.ts';
import { openSocket } from './socket.ts';

export interface Connection extends Client {
  /** Hears every change of the connection, `false` first; nothing where it cannot break. Returns the stop. */
  onConnection(listener: (connected: boolean) => void): () => void;
  /** Where a file of the page lies on this machine. Only the bridge knows; elsewhere files are sent. */
  readonly pathOf?: (file: File) => string;
}

/** What is used of the page's window. */
type Page = Pick<Window, 'location' | 'history'> & { readonly [bridgeName]?: Bridge };

/** The connection of this page. Made once, by the entry of the page. */
export function connect(page: Page = window): Connection {
  const bridge = page[bridgeName];
  if (bridge !== undefined) return { ...createClient(bridge), onConnection: () => () => {}, pathOf: bridge.pathOf };

  const address = new URL(page.location.href);
  const socket = openSocket(socketAddress(address));
  // The page's cookie holds the secret from now on; the address bar and the history need not show it.
  if (address.searchParams.has('token')) {
    address.searchParams.delete('token');
    page.history.replaceState(page.history.state, '', address);
  }
  return { ...createClient(socket), onConnection: socket.onConnection };
}

/** `http://127.0.0.1:4000/?token=x#/new` → `ws://127.0.0.1:4000/socket?token=x` */
export function socketAddress(page: URL): string {
  const address = new URL('/socket', page);
  address.protocol = 'ws:';
  const token = page.searchParams.get('token');
  if (token !== null) address.searchParams.set('token', token);
  return address.href;
}
