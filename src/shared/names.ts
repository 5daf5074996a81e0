/**
 * What settings and runs are called on screen and in exports: `training.optimizer.learningRate` is "learning rate" in
 * a head and "lr" in a run's name.
 */

import { formatCount } from './format.ts';

interface Name {
  readonly long: string;
  readonly short: string;
}

const names: Readonly<Record<string, Name>> = {
  seed: { long: 'seed', short: 'seed' },
  'dataset.source': { long: 'dataset', short: 'data' },
  'dataset.scaling': { long: 'scaling', short: 'scaling' },
  'dataset.classes': { long: 'classes', short: 'classes' },
  'dataset.trainSize': { long: 'training images', short: 'images' },
  'dataset.validationSize': { long: 'validation images', short: 'held out' },
  'dataset.testSize': { long: 'test images', short: 'test' },
  'dataset.seed': { long: 'dataset seed', short: 'data seed' },
  'network.hidden': { long: 'hidden layers', short: 'hidden' },
  'network.output': { long: 'output', short: 'output' },
  'network.init': { long: 'initial weights', short: 'init' },
  'network.init.scheme': { long: 'initial weights', short: 'init' },
  'network.init.std': { long: 'initial SD', short: 'init SD' },
  'training.optimizer': { long: 'optimiser', short: 'opt' },
  'training.optimizer.type': { long: 'optimiser', short: 'opt' },
  'training.optimizer.learningRate': { long: 'learning rate', short: 'lr' },
  'training.optimizer.weightDecay': { long: 'weight decay', short: 'decay' },
  'training.optimizer.momentum': { long: 'momentum', short: 'momentum' },
  'training.optimizer.beta1': { long: 'beta 1', short: 'β₁' },
  'training.optimizer.beta2': { long: 'beta 2', short: 'β₂' },
  'training.schedule': { long: 'schedule', short: 'schedule' },
  'training.schedule.type': { long: 'schedule', short: 'schedule' },
  'training.batchSize': { long: 'batch size', short: 'batch' },
  'training.epochs': { long: 'epochs', short: 'epochs' },
  'training.steps': { long: 'steps', short: 'steps' },
  'training.shuffle': { long: 'shuffling', short: 'shuffle' },
};

const plurals: Readonly<Record<string, string>> = {
  seed: 'seeds',
  'training.optimizer.learningRate': 'rates',
  'training.optimizer': 'optimisers',
  'training.optimizer.type': 'optimisers',
  'training.batchSize': 'batch sizes',
  'training.epochs': 'lengths',
  'training.steps': 'lengths',
  'network.hidden': 'shapes',
  'network.init': 'initialisations',
  'network.init.scheme': 'initialisations',
  'training.optimizer.weightDecay': 'weight decays',
  'training.optimizer.momentum': 'momenta',
  'training.schedule': 'schedules',
  'training.schedule.type': 'schedules',
  'training.shuffle': 'orders',
  'dataset.source': 'datasets',
  'dataset.scaling': 'scalings',
  'dataset.classes': 'sets of classes',
  'dataset.trainSize': 'training sizes',
  'dataset.validationSize': 'validation sizes',
  'dataset.testSize': 'test sizes',
  'dataset.seed': 'data seeds',
};

/** The choices of settings as a person writes them; what is not here is written as in the file. */
const choices: Readonly<Record<string, string>> = {
  relu: 'ReLU',
  xavier: 'Xavier',
  he: 'He',
  ece285: 'ECE 285',
  ece421: 'ECE 421',
  sgd: 'SGD',
  nesterov: 'Nesterov momentum',
  adam: 'Adam',
  unit: '[0, 1]',
  symmetric: '[−1, 1]',
  standardize: 'mean 0, SD 1',
  none: 'raw values',
  step: 'steps',
  'each-epoch': 'shuffled each epoch',
  never: 'never shuffled',
};

/** A choice by its display name: `relu` → ReLU, `each-epoch` → shuffled each epoch. */
export const choiceName = (choice: string): string => (Object.hasOwn(choices, choice) ? choices[choice]! : choice);

/** The name of a setting in a head or a label, lower case. */
export const settingName = (path: string): string => nameOf(path).long;

/** The name of a setting inside a run's name; also what the search box accepts before the colon. */
export const settingShort = (path: string): string => nameOf(path).short;

/** Several values of a setting, after their number: `4 rates`, `3 batch sizes`. */
export const settingPlural = (path: string): string =>
  plurals[path] ?? layerPlural(path) ?? `${nameOf(path).short} values`;

function layerPlural(path: string): string | undefined {
  if (!path.startsWith('network.hidden.')) return undefined;
  return path.endsWith('.units') ? 'widths' : path.endsWith('.activation') ? 'activations' : undefined;
}

/** A setting's value in few characters: numbers as written, choices by their names, layers as `300-100 ReLU`, objects by their type. */
export function settingValue(value: unknown): string {
  if (typeof value === 'number')
    return Number.isInteger(value) && Math.abs(value) < 1e12 ? formatCount(value) : String(value);
  if (Array.isArray(value)) return value.length === 0 ? 'none' : (alikeLayers(value) ?? value.map(settingValue).join(', ')); // prettier-ignore
  if (typeof value !== 'object' || value === null) return choiceName(String(value));
  if (isLayer(value)) return `${String(value.units)} ${choiceName(String(value.activation))}`;
  if ('scheme' in value) return choiceName(String(value.scheme));
  if ('type' in value) return choiceName(String(value.type));
  return JSON.stringify(value);
}

/** What tells the run from its siblings: `lr 0.03 · batch 16 · seed 2`. */
export function runName(run: { readonly overrides: Readonly<Record<string, unknown>>; readonly seed: number }): string {
  const settings = Object.entries(run.overrides).filter(([path]) => path !== 'seed');
  return [...settings.map(([path, value]) => `${settingShort(path)} ${settingValue(value)}`), `seed ${run.seed}`].join(
    ' · ',
  );
}

/** Layers with one activation: `64-32 ReLU`; undefined where they are none, or differ. */
function alikeLayers(values: readonly unknown[]): string | undefined {
  const layers = values.filter(isLayer);
  const [first] = layers;
  if (!first || layers.length < values.length || layers.some(({ activation }) => activation !== first.activation)) return undefined; // prettier-ignore
  return `${layers.map(({ units }) => units).join('-')} ${choiceName(String(first.activation))}`;
}

const isLayer = (value: unknown): value is { readonly units: unknown; readonly activation: unknown } =>
  typeof value === 'object' && value !== null && 'units' in value && 'activation' in value;

function nameOf(path: string): Name {
  const known = names[path];
  if (known) return known;
  const layer = /^network\.hidden\.(\d+)\.(units|activation)$/.exec(path);
  if (layer) {
    const said = `${layer[2]} of layer ${Number(layer[1]) + 1}`;
    return { long: said, short: layer[2] ?? said };
  }
  const last = path.split('.').at(-1) ?? path;
  return { long: last, short: last };
}
