/** What the page does when the service goes away and when it comes back. */

import { chart, fill, openForm, row, runStatus, start } from './support/actions.ts';
import { startServe } from './support/serve.ts';
import { expect, test } from './support/test.ts';

test.skip(({ host }) => host === 'electron', 'Electron has no connection to lose');

test('a connection that breaks is said and comes back by itself', async ({ page }) => {
  const sockets: { close(): Promise<void> }[] = [];
  let reachable = true;
  await page.routeWebSocket(/.*/, (socket) => {
    if (!reachable) return void socket.close();
    sockets.push(socket);
    socket.connectToServer();
  });
  await page.reload();
  await openForm(page);
  await fill(page, { Length: '5000', Name: 'Goes on meanwhile' });
  await start(page);
  await expect(chart(page, 'Batch loss')).toHaveAccessibleName(/at step \d+/);

  reachable = false;
  for (const socket of sockets) await socket.close();
  const notice = page.getByRole('alert').filter({ hasText: 'The workbench does not answer.' });
  await expect(notice).toBeVisible();
  await expect(page.getByRole('contentinfo', { name: 'Status' })).toContainText('not connected');

  reachable = true;
  await expect(notice).toBeHidden({ timeout: 15_000 });
  await expect(runStatus(page)).toHaveText(/^epoch/);
  const name = (): Promise<string | null> => chart(page, 'Batch loss').getAttribute('aria-label');
  const before = await name();
  await expect.poll(name, 'the curve grows again').not.toBe(before);
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(runStatus(page)).toHaveText('stopped');
});

// Opens a page of its own: that a service which was killed leaves errors in the console is what the browser does.
test('a service that was ended and started again has everything', async ({ browser, workspace }) => {
  const context = await browser.newContext();
  const first = await startServe(workspace, null);
  const page = await context.newPage();
  await page.goto(first.url);
  await openForm(page);
  await fill(page, { Length: '5000', Name: 'Cut off' });
  await start(page);
  await expect(chart(page, 'Batch loss')).toHaveAccessibleName(/at step \d+/);
  await first.stop();
  await expect(page.getByText('The workbench does not answer.')).toBeVisible();

  const second = await startServe(workspace, null);
  await page.goto(second.url);
  await expect(row(page, 'Cut off')).toContainText(/interrupted|epoch/);
  await row(page, 'Cut off').getByRole('link', { name: 'Cut off' }).click();
  await expect(chart(page, 'Batch loss')).toHaveAccessibleName(/at step \d+/);
  await context.close();
  await second.stop();
});
