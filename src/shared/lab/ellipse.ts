/**
 * The boundary that the VU Amsterdam assignment publishes: class 1 where q(x) = xᵀ [[1, −0.05], [1, 0.4]] x > 0.6, which is
 * outside a tilted ellipse. What a network draws is compared with it.
 */

const form = [
  [1, -0.05],
  [1, 0.4],
] as const;

/** Where q has this value the class changes. */
export const ellipseLevel = 0.6;

export function ellipseForm(x: number, y: number): number {
  const [[a, b], [c, d]] = form;
  return a * x * x + (b + c) * x * y + d * y * y;
}

/**
 * The curve q = 0.6 as a closed polygon. q is homogeneous of degree 2, so that along every direction u the curve lies at
 * distance √(0.6 / q(u)); it is positive everywhere, since 1 · 0.4 exceeds (0.95 / 2)².
 * @param corners evenly spaced by angle
 */
export function ellipseCurve(corners: number): Float64Array {
  const curve = new Float64Array(2 * corners); // (corners, 2)
  for (let i = 0; i < corners; i++) {
    const angle = (2 * Math.PI * i) / corners;
    const [x, y] = [Math.cos(angle), Math.sin(angle)];
    const distance = Math.sqrt(ellipseLevel / ellipseForm(x, y));
    curve[2 * i] = distance * x;
    curve[2 * i + 1] = distance * y;
  }
  return curve;
}
