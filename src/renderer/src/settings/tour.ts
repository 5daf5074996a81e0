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
    title: 'Follow a course',
    text: 'Recipes are the assignments of five courses. Each says what to look for and which values the course publishes; after a run, its page says whether they were reproduced. A recipe that a teacher hands out opens there as a file.',
    to: '/recipes',
    action: 'See the recipes',
  },
  {
    title: 'Bring your own images',
    text: 'On the Data screen, download MNIST with one click, or add a folder, zip, NPZ or CSV, by dialog or by dropping it on the window. Any size, shape and number of classes is accepted; image #42 is one jump away.',
    to: '/data',
    action: 'Open Data',
  },
  {
    title: 'Repeat before you compare',
    text: 'One run says little: repeat a setting with several seeds, and type several learning rates to sweep them. Every run of an experiment sees the same images, so their differences are due to what you changed. Compare shows groups with mean and spread, and says what a difference is worth.',
    to: '/compare',
    action: 'Open Compare',
  },
  {
    title: 'Look at the mistakes',
    text: 'Inspect shows what a network gets wrong, at every epoch and over all seeds, its weights as images, its dead units, and what it says to a digit that you draw.',
    to: '/inspect',
    action: 'Choose a run to inspect',
  },
  {
    title: 'Work it out by hand',
    text: 'The Lab has what a course asks for beside training: gradients against finite differences, a network small enough for paper, a decision boundary that moves. It also checks your own implementation: it names the first tensor that is wrong, and the likeliest cause.',
    to: '/lab',
    action: 'Open the Lab',
  },
  {
    title: 'Find things again',
    text: 'The search above the table takes words and terms: “lr:0.03 status:finished”, “dataset:mnist”, “-status:failed”. Runs are kept in the workspace; nothing is lost when the window closes.',
    to: '/settings',
    action: 'See where they are kept',
  },
];
