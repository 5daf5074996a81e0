/** The screens and their addresses. Hash history, because the app is opened from a file, a scheme or any host. */

import { createRouter, createWebHashHistory } from 'vue-router';
import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  { path: '/', name: 'experiments', component: () => import('./experiments/ExperimentsScreen.vue') },
  { path: '/new', name: 'new', component: () => import('./create/NewExperiment.vue') },
  { path: '/recipes', name: 'recipes', component: () => import('./recipes/RecipesScreen.vue') },
  { path: '/runs/:id', name: 'run', component: () => import('./run/RunPage.vue'), props: true },
  { path: '/compare', name: 'compare', component: () => import('./compare/CompareScreen.vue') },
  { path: '/lab/:exercise?', name: 'lab', component: () => import('./lab/LabScreen.vue'), props: true },
  { path: '/inspect/:run?', name: 'inspect', component: () => import('./inspect/InspectScreen.vue'), props: true },
  { path: '/data/:id?', name: 'data', component: () => import('./data/DataScreen.vue') },
  { path: '/settings', name: 'settings', component: () => import('./settings/SettingsScreen.vue') },
  { path: '/help', name: 'help', component: () => import('./settings/HelpScreen.vue') },
  { path: '/:rest(.*)*', redirect: '/' },
];

export const makeRouter = () => createRouter({ history: createWebHashHistory(), routes });
