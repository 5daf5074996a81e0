/** The exercises of the Lab, as data: a later one is one more entry. Each is a component of its own, loaded when opened. */

import type { Component } from 'vue';

export interface Exercise {
  /** Its place in the address: `/lab/gradients`. */
  readonly id: string;
  readonly title: string;
  /** What one sees there, in a sentence or two; shown under the title. */
  readonly summary: string;
  /** Courses that ask for it. */
  readonly courses: readonly string[];
  readonly group: (typeof exerciseGroups)[number];
  readonly component: () => Promise<{ readonly default: Component }>;
}

/** In the order in which they are shown. */
export const exerciseGroups = ['Gradients', 'Numbers', 'Training', 'Your own code'] as const;

export const exercises: readonly Exercise[] = [
  {
    id: 'gradients',
    title: 'Gradient check',
    summary: 'Is backpropagation right? Finite differences of the loss tell, tensor by tensor, for any network; and they catch a gradient that is broken on purpose.',
    courses: ['CS 189', 'ECE 285'],
    group: 'Gradients',
    component: () => import('./gradients/GradientsExercise.vue'),
  },
  {
    id: 'tiny',
    title: 'Tiny network',
    summary: 'A network small enough to be worked out by hand: every forward value and every derivative of the loss. Change any number and watch what follows.',
    courses: ['VU Amsterdam'],
    group: 'Gradients',
    component: () => import('./tiny/TinyExercise.vue'),
  },
  {
    id: 'directions',
    title: 'Directional derivatives',
    summary: 'The derivatives of softmax and ReLU along a direction, by the formula and by finite differences.',
    courses: ['ECE 285'],
    group: 'Gradients',
    component: () => import('./directional/DirectionalExercise.vue'),
  },
  {
    id: 'stable',
    title: 'Sigmoid and softmax',
    summary: 'Why the formulas of the textbook overflow, and what programs compute instead.',
    courses: ['CS 189', 'ECE 421', 'Uppsala'],
    group: 'Numbers',
    component: () => import('./numbers/StableExercise.vue'),
  },
  {
    id: 'one-hot',
    title: 'One-hot coding',
    summary: 'Class labels as rows of zeros with a single one, and back.',
    courses: ['ECE 285'],
    group: 'Numbers',
    component: () => import('./numbers/OneHotExercise.vue'),
  },
  {
    id: 'boundary',
    title: 'Decision boundary',
    summary: 'What a small network makes of every point of the plane, live while it trains: on the ellipse of the course, or on points that you draw.',
    courses: ['VU Amsterdam'],
    group: 'Training',
    component: () => import('./boundary/BoundaryExercise.vue'),
  },
  {
    id: 'memorise',
    title: 'Memorise noise',
    summary: 'A hundred images of noise with labels that mean nothing: the fewer steps until a network knows them all by heart, the better.',
    courses: ['CS 189'],
    group: 'Training',
    component: () => import('./memorise/MemoriseExercise.vue'),
  },
  {
    id: 'collapse',
    title: 'Step size 10',
    summary: 'What a step that is far too large does to the units of a network, beside the same network with a step that suits it.',
    courses: ['CS 189'],
    group: 'Training',
    component: () => import('./collapse/CollapseExercise.vue'),
  },
  {
    id: 'verify',
    title: 'Check your own implementation',
    summary: 'Take a batch and weights home, compute with your own program, and see whether every tensor is right: else the first that is wrong, and the likeliest cause.',
    courses: ['all five courses'],
    group: 'Your own code',
    component: () => import('./verify/VerifyExercise.vue'),
  },
]; // prettier-ignore
