import { describe, expect, it } from 'vitest';
import { rampColor, rampStops, runColor, unordered } from '../../src/shared/colors.ts';

const lr = 'training.optimizer.learningRate';
const backgrounds = { light: '#ffffff', dark: '#0f0f11' } as const;

/** WCAG 2.2 contrast ratio of two colours. */
function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function luminance(hex: string): number {
  const part = (at: number): number => {
    const c = parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5);
}

describe('the colour of a run', () => {
  it('follows the order of a numeric setting, not the order it was typed in', () => {
    const sweep = { [lr]: [0.03, 0.001, 0.01] };
    expect(runColor(sweep, { [lr]: 0.001 }).light).toBe(rampStops.light[0]);
    expect(runColor(sweep, { [lr]: 0.03 }).light).toBe(rampStops.light.at(-1));
    expect(runColor(sweep, { [lr]: 0.01 }).light).toBe(rampColor(0.5).light);
  });

  it('is shared by the seeds of a configuration', () => {
    const sweep = { [lr]: [0.01, 0.03] };
    expect(runColor(sweep, { [lr]: 0.03, seed: 1 })).toEqual(runColor(sweep, { [lr]: 0.03, seed: 2 }));
  });

  it('comes from the palette where values have no order, by position', () => {
    const sweep = { 'network.init': [{ scheme: 'he' }, { scheme: 'xavier' }] };
    expect(runColor(sweep, { 'network.init': { scheme: 'xavier' } }).dark).toBe(unordered.dark[1]);
  });

  it('gives a second swept setting a line style of its own', () => {
    const sweep = { [lr]: [0.01, 0.03], 'training.batchSize': [16, 'full'] };
    const [a, b] = [16, 'full'].map((size) => runColor(sweep, { [lr]: 0.01, 'training.batchSize': size }));
    expect(a?.light).toBe(b?.light);
    expect([a?.dash, b?.dash]).toEqual(['solid', 'dashed']);
  });

  it('needs no sweep', () => {
    expect(runColor({}, {})).toEqual({ light: unordered.light[0], dark: unordered.dark[0], dash: 'solid' });
    expect(runColor({ [lr]: [0.1] }, { [lr]: 0.1 }).light).toBe(unordered.light[0]);
  });

  it.each(['light', 'dark'] as const)('stands out from the %s background by at least 3:1', (theme) => {
    const ramp = Array.from({ length: 21 }, (_, i) => rampColor(i / 20)[theme]);
    for (const color of [...unordered[theme], ...ramp])
      expect(contrast(color, backgrounds[theme]), color).toBeGreaterThanOrEqual(3);
  });
});
