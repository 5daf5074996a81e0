/** "Final value against the swept setting" as a chart option: a point with error bar for each group, members faint. Pure. */

import type { Metric } from '../charts/drawing.ts';
import { groupDigits } from '../charts/lossOption.ts';
import { linearTicks, logTicks } from '../charts/ticks.ts';
import type { Size } from '../charts/plotArea.ts';
import type { SweepCurve, SweepPoint } from '../../../shared/stats/sweepCurve.ts';
import type { Tokens } from '../theme.ts';
import type { GroupsOption, Look } from './compareOption.ts';
import type { CompareGroup } from './groups.ts';

export interface SweepScene {
  readonly sweep: SweepCurve;
  readonly groups: readonly CompareGroup[];
  readonly metric: Metric;
}

const grid = { left: 52, right: 18, top: 14, bottom: 36 } as const;

export function sweepOption({ sweep, groups, metric }: SweepScene, size: Size, { tokens, theme }: Look): GroupsOption {
  const points = sweep.points.filter(({ y }) => y !== null);
  // Groups whose point is still to come keep their place; one that diverged has none, and may lie far out.
  const placed = sweep.points.filter(({ y, diverged, size: runs }) => y !== null || diverged < runs);
  const colours = new Map(groups.map(({ key, color }) => [key, color[theme]]));
  const colourOf = ({ key }: SweepPoint): string => colours.get(key) ?? tokens.textThird;
  const yTicks = valueTicks(points, size.height - grid.top - grid.bottom);
  const bars = points.filter(({ bar }) => bar !== null);
  return {
    animation: false,
    backgroundColor: 'transparent',
    textStyle: { fontFamily: 'Inter Variable, system-ui, sans-serif', fontSize: 11.5 },
    grid: { ...grid, outerBoundsMode: 'none' },
    xAxis: {
      ...settingAxis({ ...sweep, points: placed }, size.width - grid.left - grid.right, tokens),
      name: sweep.axisName,
      nameLocation: 'middle',
      nameGap: 17,
      nameTextStyle: { color: tokens.textThird },
      axisLine: { onZero: false, lineStyle: { color: tokens.lineStrong } },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      min: yTicks[0] ?? 0,
      max: yTicks.at(-1) ?? 1,
      axisLine: { show: true, onZero: false, lineStyle: { color: tokens.lineStrong } },
      axisTick: { show: false, customValues: yTicks },
      axisLabel: { color: tokens.textThird, customValues: yTicks, formatter: metric.formatTick },
      splitLine: { show: true, lineStyle: { color: tokens.line } },
    },
    series: [
      ...joined(sweep, points, groups).map((line) => ({
        type: 'line' as const,
        data: line.map(({ x, y }) => [x, y!]),
        showSymbol: false,
        silent: true,
        lineStyle: { color: tokens.textThird, width: 1.25 },
        z: 1,
      })),
      {
        type: 'scatter',
        data: points.flatMap((point) => point.values.map(({ value }) => ({ value: [point.x, value], itemStyle: { color: colourOf(point) } }))), // prettier-ignore
        symbolSize: 4,
        itemStyle: { opacity: 0.4 },
        silent: true,
        z: 2,
      },
      {
        type: 'custom',
        data: bars.map(({ x, y }) => [x, y!]),
        renderItem: ({ dataIndex }, api) => {
          const point = bars[dataIndex]!;
          const [x = 0, low = 0] = api.coord([point.x, point.bar![0]]);
          const [, high = 0] = api.coord([point.x, point.bar![1]]);
          const style = { stroke: colourOf(point), lineWidth: 1.5 };
          const stroke = (x1: number, y1: number, x2: number, y2: number) => ({ type: 'line' as const, shape: { x1, y1, x2, y2 }, style }); // prettier-ignore
          return {
            type: 'group',
            children: [stroke(x, low, x, high), stroke(x - 4, low, x + 4, low), stroke(x - 4, high, x + 4, high)],
          };
        },
        clip: true,
        silent: true,
        z: 3,
      },
      {
        type: 'scatter',
        data: points.map((point) => ({ value: [point.x, point.y!], itemStyle: { color: colourOf(point) } })),
        symbolSize: 9,
        silent: true,
        z: 4,
      },
    ],
  };
}

/** Points that agree in every further setting, in the order of the first; categories have no order to join. */
function joined(sweep: SweepCurve, points: readonly SweepPoint[], groups: readonly CompareGroup[]): SweepPoint[][] {
  if (sweep.scale === 'category') return [];
  const rest = new Map(groups.map(({ key, values }) => [key, JSON.stringify(Object.values(values).slice(1))]));
  return [...Map.groupBy(points, ({ key }) => rest.get(key)).values()];
}

function settingAxis({ scale, points, categories }: SweepCurve, width: number, { textThird }: Tokens): object {
  const colour = { color: textThird };
  if (scale === 'category') return { type: 'category', data: categories, axisTick: { show: false }, axisLabel: colour };
  const x = points.map((point) => point.x);
  const [least, most] = [Math.min(...x), Math.max(...x)];
  const margin =
    scale === 'log' ? (most > least ? (most / least) ** 0.08 : 2) : 0.08 * (most - least || Math.abs(most) || 1);
  const [min, max] = scale === 'log' ? [least / margin, most * margin] : [least - margin, most + margin];
  const distinct = [...new Set(x)];
  // The values themselves where there is room for them: they are what was swept.
  const ticks =
    distinct.length * 48 <= width
      ? distinct
      : (scale === 'log' ? logTicks : linearTicks)(min, max, Math.max(3, width / 48));
  return {
    type: scale === 'log' ? 'log' : 'value',
    min,
    max,
    axisTick: { show: true, customValues: ticks },
    axisLabel: { ...colour, customValues: ticks, formatter: tickText, hideOverlap: true },
  };
}

const tickText = (value: number): string => Math.abs(value) >= 1e6 ? value.toExponential().replace('+', '') : Math.abs(value) >= 1 ? groupDigits(value) : String(Number(value.toPrecision(6))); // prettier-ignore

/** From zero, or from below the lowest value, to above the highest bar. A bar may reach below zero, where no value can be. */
function valueTicks(points: readonly SweepPoint[], height: number): number[] {
  const values = points.flatMap(({ y, bar, values: members }) => [
    y!,
    ...(bar ?? []),
    ...members.map(({ value }) => value),
  ]);
  const high = Math.max(0, ...values);
  const low = Math.min(0, ...points.map(({ y }) => y!));
  if (!(high > low)) return [0, 1];
  const ticks = linearTicks(low, high, Math.max(2, Math.round(height / 36)));
  const step = ticks.length > 1 ? ticks[1]! - ticks[0]! : high - low;
  return [
    ...(low < (ticks[0] ?? 0) ? [ticks[0]! - step] : []),
    ...ticks,
    ...(high > ticks.at(-1)! ? [Number((ticks.at(-1)! + step).toPrecision(12))] : []),
  ];
}
