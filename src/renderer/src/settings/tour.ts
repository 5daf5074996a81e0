/** The tour of Help, as data. */

export interface Step {
  readonly title: string;
  readonly text: string;
  readonly to?: string;
  readonly action?: string;
}

export const tour: readonly Step[] = [
  {
    title: 'Train something at once',
    text: 'The recipe “First steps” trains a small network on twelve thousand generated digits. It needs no file and no network connection, and is done in seconds.',
    to: '/new?recipe=first-steps',
    action: 'Open the recipe',
  },
  {
    title: 'Watch it learn',
    text: 'Click a run to see its curves while it trains: the loss of every batch, raw and smoothed, and loss and error on every split. Drag over a chart to zoom, double-click to see all of it.',
    to: '/',
    action: 'Go to the runs',
  },
  {
    title: 'Bring your own images',
    text: 'In the form, choose a folder with the four MNIST files, packed or not. Any size, shape and number of classes is accepted; what was read is shown with its checksum.',
    to: '/new',
    action: 'New experiment',
  },
  {
    title: 'Repeat before you compare',
    text: 'One run says little: repeat a setting with several seeds, and type several learning rates to sweep them. Every run of an experiment sees the same images, so their differences are due to what you changed.',
  },
  {
    title: 'Find things again',
    text: 'The search above the table takes words and terms: “lr:0.03 status:finished”, “dataset:mnist”, “-status:failed”. Runs are kept in the workspace; nothing is lost when the window closes.',
    to: '/settings',
    action: 'See where they are kept',
  },
];
