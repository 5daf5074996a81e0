/** Where the nodes and edges of the tiny network are drawn, and what stands on them. Pure. */

import type { TinyNetwork, TinyValues } from '../../../../shared/lab/tinyNetwork.ts';
import { fourDecimals } from '../numbers/said.ts';

export interface DiagramNode {
  readonly id: string;
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly value: string;
  readonly derivative: string;
}

export interface DiagramEdge {
  readonly id: string;
  readonly from: DiagramNode;
  readonly to: DiagramNode;
  readonly label: string;
  /** Where the label stands. */
  readonly x: number;
  readonly y: number;
  /** Drawn thicker the larger the number is, between 0 and 1. */
  readonly strength: number;
  readonly negative: boolean;
}

export interface Diagram {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly DiagramNode[];
  readonly edges: readonly DiagramEdge[];
}

const [width, height] = [600, 330];
const columns = [70, 300, 530] as const;
/** Share of an edge, from its beginning, at which its label stands: there the labels of no two edges meet. */
const labelAt = 0.3;

/** @param show the weights themselves, or the loss's derivatives by them */
export function layOut(network: TinyNetwork, values: TinyValues, show: 'values' | 'derivatives'): Diagram {
  const { derivatives } = values;
  const column = (at: 0 | 1 | 2, names: readonly string[], numbers: readonly number[], slopes: readonly number[]) =>
    names.map((name, i): DiagramNode => {
      const y = (height * (i + 1)) / (names.length + 1);
      const derivative = `∂ ${fourDecimals(slopes[i]!)}`;
      return { id: `${at}-${i}`, name, x: columns[at], y, value: fourDecimals(numbers[i]!), derivative };
    });
  const named = (letter: string, count: number) => Array.from({ length: count }, (_, i) => `${letter}${i + 1}`);
  const inputs = column(0, named('x', network.x.length), network.x, derivatives.x);
  const hidden = column(1, named('h', network.b.length), values.h, derivatives.h);
  const outputs = column(2, named('y', network.c.length), values.y, derivatives.o);
  const pick = (weights: TinyNetwork['W'], slopes: TinyNetwork['W']) => (show === 'values' ? weights : slopes);
  return {
    width,
    height,
    nodes: [...inputs, ...hidden, ...outputs],
    edges: [
      ...connect(inputs, hidden, pick(network.W, derivatives.W)),
      ...connect(hidden, outputs, pick(network.V, derivatives.V)),
    ],
  };
}

function connect(from: readonly DiagramNode[], to: readonly DiagramNode[], numbers: TinyNetwork['W']): DiagramEdge[] {
  const largest = Math.max(1e-12, ...numbers.flat().map(Math.abs));
  return from.flatMap((start, i) =>
    to.map((end, j): DiagramEdge => {
      const number = numbers[i]![j]!;
      return {
        id: `${start.id} ${end.id}`,
        from: start,
        to: end,
        label: fourDecimals(number),
        x: start.x + labelAt * (end.x - start.x),
        y: start.y + labelAt * (end.y - start.y),
        strength: Math.abs(number) / largest,
        negative: number < 0,
      };
    }),
  );
}
