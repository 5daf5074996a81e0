/**
 * The courses whose assignments ship as recipes: in which order they stand, what each is about, and where in the program
 * the parts are that are no training run. The recipes themselves are files; a course that is not listed here comes last.
 */

import type { Recipe } from '../../../shared/contract.ts';

export interface CourseTask {
  readonly text: string;
  /** The address of the screen or exercise where it is done. */
  readonly to: string;
}

export interface Course {
  /** As the recipes name it. */
  readonly name: string;
  readonly about: string;
  /** Names of its recipes in the order in which they teach. */
  readonly order: readonly string[];
  readonly tasks: readonly CourseTask[];
}

export interface CourseRecipes extends Course {
  readonly recipes: readonly Recipe[];
}

export const courses: readonly Course[] = [
  {
    name: 'ECE 285, UC San Diego',
    about: 'One hidden layer, first by gradient descent on all images, then on minibatches.',
    order: ['ece285-gradient-descent', 'ece285-minibatch'],
    tasks: [
      { text: 'Image 42 with its label; shapes, types and range of the data', to: '/data/mnist?image=42' },
      { text: 'One-hot coding and back', to: '/lab/one-hot' },
      { text: 'Directional derivatives of softmax and ReLU', to: '/lab/directions' },
    ],
  },
  {
    name: 'ECE 421, University of Toronto',
    about: 'Letters A to J, a wide layer, gradient descent with momentum, and overfitting seen as it happens.',
    order: ['ece421-notmnist'],
    tasks: [
      { text: 'Naive and stable softmax side by side', to: '/lab/stable' },
      { text: 'The slope of ReLU', to: '/lab/directions' },
    ],
  },
  {
    name: 'Deep Learning, VU Amsterdam',
    about: 'Reading learning curves: training against validation, chance between seeds, the choice of a learning rate.',
    order: ['vu-synthetic', 'vu-learning-curve', 'vu-seeds', 'vu-learning-rates', 'vu-final'],
    tasks: [
      { text: 'The tiny network with every forward value and every derivative', to: '/lab/tiny' },
      { text: 'The decision boundary of a network in the plane', to: '/lab/boundary' },
      { text: 'Mean and spread of the seeds, the rates against one another, the final run', to: '/compare' },
    ],
  },
  {
    name: 'CS 189, UC Berkeley',
    about: 'Two digits and one sigmoid unit, what a step of 10 does to it, and memorising noise.',
    order: ['cs189-three-nine', 'cs189-step-ten', 'cs189-memorise'],
    tasks: [
      { text: 'Stable sigmoid and clipping', to: '/lab/stable' },
      { text: 'Gradient check', to: '/lab/gradients' },
      { text: 'What a step of 10 does to the units', to: '/lab/collapse' },
      { text: 'The fewest steps to memorise noise', to: '/lab/memorise' },
      { text: 'Misclassified images and what they have in common', to: '/inspect' },
    ],
  },
  {
    name: 'Deep Learning for Image Analysis, Uppsala University',
    about: 'From softmax regression to any depth, and how momentum and Adam get there sooner.',
    order: ['uppsala-one-layer', 'uppsala-deep', 'uppsala-momentum', 'uppsala-adam'],
    tasks: [
      { text: 'Softmax together with cross-entropy, and why', to: '/lab/stable' },
      { text: 'The ten columns of W as images', to: '/inspect' },
    ],
  },
];

/** Recipes by course in the orders above, what is not named there behind; courses without recipes are left out. */
export function byCourse(recipes: readonly Recipe[]): CourseRecipes[] {
  const groups = Map.groupBy(recipes, ({ experiment, name }) => experiment.about?.course ?? name);
  const known = courses.flatMap((course) => {
    const own = groups.get(course.name);
    return own ? [{ ...course, recipes: inOrder(own, course.order) }] : [];
  });
  const others = [...groups].filter(([name]) => !courses.some((course) => course.name === name));
  return [...known, ...others.map(([name, own]) => ({ name, about: '', order: [], tasks: [], recipes: own }))];
}

function inOrder(recipes: readonly Recipe[], order: readonly string[]): Recipe[] {
  const place = ({ name }: Recipe): number => (order.includes(name) ? order.indexOf(name) : order.length);
  return [...recipes].sort((a, b) => place(a) - place(b));
}
