/**
 * `node bench/chart.ts scaling.json`: how training time grows, as the chart that docs/performance.md shows. The JSON is that of
 * `npm run bench -- --scaling --json scaling.json`.
 */

import * as echarts from 'echarts';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../scripts/lib/build.ts';
import type { Scaling } from '../src/main/bench/scaling.ts';

const file = process.argv[2];
if (file === undefined) throw new Error('chart: give the JSON file of `npm run bench -- --scaling --json FILE`');
const scalings = JSON.parse(readFileSync(file, 'utf8')) as Scaling[];
const [width, height] = [1080, 340];
const columns = scalings.length;

const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width, height });
const place = (index: number) => ({
  left: 56 + (index * width) / columns,
  top: 48,
  width: width / columns - 80,
  height: 220,
});
const axis = (index: number) => ({ gridIndex: index, type: 'log', axisLabel: { color: '#52525b' } }) as const;
chart.setOption({
  animation: false,
  backgroundColor: '#fff',
  textStyle: { fontFamily: 'Inter, sans-serif' },
  color: ['#0072B2', '#D55E00'],
  legend: { bottom: 4 },
  title: scalings.map(({ title, law }, index) => ({
    text: title,
    subtext: `seconds of an epoch; one thread: ∝ x^${law.exponent.toFixed(2)}`,
    left: place(index).left - 30,
    top: 0,
    textStyle: { fontSize: 12 },
    subtextStyle: { fontSize: 11 },
    itemGap: 2,
  })),
  grid: scalings.map((_, index) => place(index)),
  xAxis: scalings.map((_, index) => axis(index)),
  yAxis: scalings.map((_, index) => axis(index)),
  series: scalings.flatMap(({ points }, index) =>
    Object.keys(points[0]!.seconds).map((threads, line) => ({
      type: 'line' as const,
      name: `${threads} thread${threads === '1' ? '' : 's'}`,
      xAxisIndex: index,
      yAxisIndex: index,
      symbolSize: 5,
      lineStyle: { type: line === 0 ? ('solid' as const) : ('dashed' as const) },
      data: points.map(({ x, seconds }) => [x, seconds[threads]!]),
    })),
  ),
});
const folder = join(root, 'docs/performance');
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'scaling.svg'), chart.renderToSVGString());
chart.dispose();
