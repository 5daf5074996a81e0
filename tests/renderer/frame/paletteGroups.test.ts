import { describe, expect, it, vi } from 'vitest';
import { paletteGroups } from '../../../src/renderer/src/frame/paletteGroups.ts';
import { sampleDatasets, sampleRecipes } from '../../support/sampleAnswers.ts';
import { sampleExperiments } from '../../support/sampleExperiments.ts';

const actions = { go: vi.fn(), showTheme: vi.fn(), commandAll: vi.fn(), resumeInterrupted: vi.fn() };
const groups = paletteGroups(
  { experiments: sampleExperiments(), recipes: sampleRecipes, datasets: sampleDatasets, theme: 'dark' },
  actions,
);
const item = (id: string, label: string) => {
  const found = groups.find((group) => group.id === id)?.items.find((one) => one.label === label);
  if (!found) throw new Error(`the palette has no ${label} in ${id}`);
  return found;
};

describe('the palette', () => {
  it('opens recipes in the form and runs on their page', () => {
    item('recipes', 'Minibatch gradient descent').onSelect();
    expect(actions.go).toHaveBeenLastCalledWith('/new?recipe=ece285-minibatch');
    item('runs', 'VU learning rates').onSelect();
    expect(actions.go).toHaveBeenLastCalledWith('/runs/vu-0');
    item('datasets', 'MNIST').onSelect();
    expect(actions.go).toHaveBeenLastCalledWith('/data/mnist');
    expect(groups.find((group) => group.id === 'runs')?.items).toHaveLength(133);
  });

  it('tells runs of one name apart', () => {
    expect(item('runs', 'VU learning rates').suffix).toBe('lr 0.03 · seed 1');
  });

  it('marks the theme that is chosen and changes it', () => {
    expect(item('theme', 'Theme: dark').active).toBe(true);
    expect(item('theme', 'Theme: light').active).toBe(false);
    item('theme', 'Theme: light').onSelect();
    expect(actions.showTheme).toHaveBeenCalledWith('light');
  });

  it('stops everything', () => {
    item('commands', 'Stop all runs').onSelect();
    expect(actions.commandAll).toHaveBeenCalledWith('stop');
  });

  it('leaves out what there is none of', () => {
    const bare = paletteGroups({ experiments: [], recipes: [], datasets: [], theme: 'system' }, actions);
    expect(bare.map((group) => group.id)).toEqual(['commands', 'screens', 'theme']);
  });
});
