// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { svgOf } from '../../../src/renderer/src/charts/figureFile.ts';
import { fileName } from '../../../src/renderer/src/charts/fileName.ts';
import { figureOption } from '../../../src/renderer/src/compare/figure.ts';
import { linesOf, sceneFor } from './samples.ts';

const text = { title: 'Validation error', caption: 'mean ± SD, n = 3' };
const size = { width: 1040, height: 520 };

describe('the figure that leaves the app', () => {
  it('is an SVG with title, caption, legend and axis as text', () => {
    const svg = svgOf({ option: figureOption(sceneFor(linesOf(), { mode: 'overlay' }), text, size), size });
    for (const words of ['Validation error against epoch', 'mean ± SD, n = 3', 'lr 0.001', 'lr 0.01', '>epoch<'])
      expect(svg).toContain(words);
    expect(svg).toContain('<text');
    expect(svg).not.toContain('<image');
  });

  it('names the groups over their panels instead of in a legend', () => {
    const option = figureOption(sceneFor(linesOf()), text, size);
    const titles = Array.isArray(option.title) ? option.title : [];
    expect(titles.map((title) => title.text)).toEqual(['Validation error against epoch', 'lr 0.001', 'lr 0.01']);
  });

  it('is saved under a name that every system takes', () => {
    expect(fileName('VU: learning rates', 'validation error')).toBe('vu-learning-rates-validation-error');
    expect(fileName('')).toBe('figure');
  });
});
