/** Writes down what a page must not do: complain in the console, throw, or talk to anything but its own host. */

import type { Page } from '@playwright/test';

/** A list that grows while the page lives. `origin` is all that it may ask: `http://127.0.0.1:4000` or `file://`. */
export function watch(page: Page, origin: string): string[] {
  const problems: string[] = [];
  const socketOrigin = origin.replace(/^http/, 'ws');
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      problems.push(`console ${message.type()}: ${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => problems.push(`uncaught: ${error.message}`));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !/^(data|blob):/.test(url)) problems.push(`request: ${request.method()} ${url}`);
  });
  page.on('websocket', (socket) => {
    if (!socket.url().startsWith(socketOrigin)) problems.push(`socket: ${socket.url()}`);
  });
  return problems;
}
