/**
 * Where the circles and lines of a network's drawing go. A layer has as many circles as there is room for, never more
 * than it has units; the numbers beneath say how many there really are.
 */

export interface LayerToDraw {
  readonly units: number;
  /** Under the number: `28 × 28`, `sigmoid`. */
  readonly caption: string;
}

export interface DrawnLayer extends LayerToDraw {
  readonly x: number;
  readonly ys: readonly number[];
  readonly isHidden: boolean;
  /** True where the layer has more units than circles. */
  readonly isAbridged: boolean;
}

export interface DrawnConnection {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

export interface DrawnWeights {
  /** Centre between the two layers. */
  readonly x: number;
  /** Weights without biases. */
  readonly count: number;
}

export interface NetworkDrawing {
  readonly layers: readonly DrawnLayer[];
  readonly connections: readonly DrawnConnection[];
  readonly weights: readonly DrawnWeights[];
}

export interface NetworkLayoutOptions {
  readonly width: number;
  readonly height: number;
  /** @default 12 */
  readonly mostCircles?: number;
}

/** Half the width of the widest caption, kept free at either side. */
const sideRoom = 36;
const closestCircles = 9;

export function layoutNetwork(
  layers: readonly LayerToDraw[],
  { width, height, mostCircles = 12 }: NetworkLayoutOptions,
): NetworkDrawing {
  const step = layers.length > 1 ? (width - 2 * sideRoom) / (layers.length - 1) : 0;
  // Circles of neighbouring layers stay apart in deep networks; lines stay countable.
  const most = Math.min(mostCircles, Math.max(4, Math.floor(height / closestCircles)), layers.length > 5 ? 7 : mostCircles); // prettier-ignore
  const drawn = layers.map((layer, i): DrawnLayer => {
    const circles = Math.min(layer.units, most);
    const isHidden = i > 0 && i < layers.length - 1;
    return {
      ...layer,
      x: sideRoom + i * step,
      ys: spread(circles, height),
      isHidden,
      isAbridged: circles < layer.units,
    };
  });
  return { layers: drawn, connections: pairs(drawn).flatMap(connect), weights: pairs(drawn).map(countBetween) };
}

/** Evenly over the height; few circles stay close to the middle instead of flying to the edges. */
function spread(circles: number, height: number): number[] {
  const margin = 6;
  const gap = circles > 1 ? Math.min((height - 2 * margin) / (circles - 1), height / 5) : 0;
  const top = height / 2 - (gap * (circles - 1)) / 2;
  return Array.from({ length: circles }, (_, i) => top + i * gap);
}

function pairs(layers: readonly DrawnLayer[]): [DrawnLayer, DrawnLayer][] {
  return layers.slice(1).map((layer, i) => [layers[i]!, layer]);
}

const connect = ([from, to]: [DrawnLayer, DrawnLayer]): DrawnConnection[] =>
  from.ys.flatMap((y1) => to.ys.map((y2) => ({ x1: from.x, y1, x2: to.x, y2 })));

const countBetween = ([from, to]: [DrawnLayer, DrawnLayer]): DrawnWeights => ({
  x: (from.x + to.x) / 2,
  count: from.units * to.units,
});
