/** The questions that the system's own dialogs ask. */

import { dialog, type BrowserWindow } from 'electron';

/** True when runs may be stopped. Escape and the dialog's close button mean no. */
export async function askBeforeStopping(window: BrowserWindow): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: 'Runs are still training. Stop them and quit?',
    detail: 'What they have learned so far is kept.',
    buttons: ['Stop runs and quit', 'Keep training'],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  });
  return response === 0;
}

/** A folder or file with a dataset; null when the person cancels. */
export async function chooseDatasetPath(window: BrowserWindow): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: 'Choose a folder with a dataset',
    properties: ['openDirectory'],
  });
  return canceled ? null : (filePaths[0] ?? null);
}
