/** The Lab's exercises for the guide, each as it opens or after what the guide's text does in it. */

import type { Photograph } from './guideCamera.ts';
import type { Stage } from './service.ts';

export async function labPictures({ page, show }: Stage, photograph: Photograph): Promise<void> {
  for (const exercise of ['tiny', 'directions', 'stable', 'one-hot']) {
    await show(`/lab/${exercise}`);
    await page.getByRole('main').getByRole('region').first().waitFor();
    await photograph(`lab-${exercise}`, page);
  }
}
