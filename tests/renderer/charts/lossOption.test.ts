import { describe, expect, it } from 'vitest';
import { withSmoothing } from '../../../src/renderer/src/charts/curves.ts';
import { draw } from '../../../src/renderer/src/charts/drawing.ts';
import type { LineChart } from '../../../src/renderer/src/charts/drawing.ts';
import { groupDigits, lossOption } from '../../../src/renderer/src/charts/lossOption.ts';
import { tokens } from '../../../src/renderer/src/theme.ts';
import { curve, lineChart } from './samples.ts';

const optionOf = (chart: LineChart, theme: 'light' | 'dark' = 'light') => lossOption(draw(chart), tokens[theme]);
const seriesOf = (chart: LineChart) => [optionOf(chart).series ?? []].flat();

describe('the option of a line chart', () => {
  it('names its axes with units and never animates', () => {
    const option = optionOf(lineChart([curve([2, 1])]));
    expect(option).toMatchObject({
      animation: false,
      xAxis: { name: 'step' },
      yAxis: { name: 'loss (nats)', type: 'value' },
    });
    expect(optionOf(lineChart([curve([2, 1])], { logY: true }))).toMatchObject({ yAxis: { type: 'log' } });
  });

  it('draws the raw line faint behind the smoothed one', () => {
    const [raw, smoothed] = seriesOf(lineChart([withSmoothing(curve([2, 1, 2]), 0.5)]));
    expect(raw).toMatchObject({ name: 'train', z: 1, lineStyle: { opacity: 0.28, width: 1 } });
    expect(smoothed).toMatchObject({ name: 'train, smoothed', z: 2, lineStyle: { width: 1.75 } });
    expect(seriesOf(lineChart([curve([2, 1])]))[0]).toMatchObject({ lineStyle: { opacity: 1, width: 1.75 } });
  });

  it('breaks the line at a value that is not finite and marks the last one before', () => {
    const series = seriesOf(lineChart([curve([2, 1, NaN])]));
    expect(series[0]).toMatchObject({ connectNulls: false, data: [[1, 2], [2, 1], [3, NaN]] }); // prettier-ignore
    expect(series[1]).toMatchObject({ name: 'last finite value', symbol: 'triangle', data: [[2, 1]] });
  });

  it('shows single points of short series', () => {
    expect(seriesOf(lineChart([curve([2])]))[0]).toMatchObject({ showSymbol: true });
    expect(seriesOf(lineChart([curve(Array.from({ length: 500 }, () => 1))]))[0]).toMatchObject({ showSymbol: false });
  });

  it('keeps the dash as second channel', () => {
    expect(seriesOf(lineChart([curve([2, 1], { dash: 'dotted' })]))[0]).toMatchObject({
      lineStyle: { type: 'dotted' },
    });
  });

  it('takes the colours of the theme on screen', () => {
    const axisColour = (theme: 'light' | 'dark') => optionOf(lineChart([curve([1])]), theme).yAxis;
    expect(axisColour('light')).toMatchObject({ splitLine: { lineStyle: { color: tokens.light.line } } });
    expect(axisColour('dark')).toMatchObject({ splitLine: { lineStyle: { color: tokens.dark.line } } });
  });

  it('labels epochs over steps', () => {
    const option = optionOf(lineChart([curve([1])], { axis: { unit: 'epoch', stepsPerEpoch: 550 } }));
    const axis = [option.xAxis].flat()[0];
    const formatter = axis?.axisLabel && 'formatter' in axis.axisLabel ? axis.axisLabel.formatter : undefined;
    expect(typeof formatter === 'function' && Reflect.apply(formatter, null, [1375])).toBe('2.5');
  });

  it.each([
    [0, '0'],
    [9400, '9400'],
    [17190, '17\u2009190'],
    [1_000_000, '1\u2009000\u2009000'],
    [2.5000000001, '2.5'],
  ])('writes %d as %s', (value, text) => expect(groupDigits(value)).toBe(text));
});
