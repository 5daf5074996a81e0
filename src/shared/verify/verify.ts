/**
 * Checks a student's own forward and backward pass: tensor by tensor in the order of the computation, with the first that
 * is wrong, by how much, and the likeliest cause. Pure: the command line and the Lab are two faces of it.
 */

import { acceptedFactor, distance, isSingle, sameShape, type Distance, type GivenArray } from './compare.ts';
import { diagnose, type Cause } from './diagnose.ts';
import { studentTensors } from './given.ts';
import { scaled, type Matrix } from './matrix.ts';
import { runPass, shapeOf, type Problem } from './pass.ts';
import { tolerances, type Precision } from './tolerance.ts';

export interface TensorVerdict {
  /** `z1`, `h1`, …, `p`, `loss`, `dW2`, `db2`, … */
  readonly name: string;
  readonly shape: readonly number[];
  readonly expectedShape: readonly number[];
  readonly agrees: boolean;
  /** The largest difference that is still right. */
  readonly tolerance: number;
  /** Null where the number of values is not what is expected. */
  readonly distance: Distance | null;
}

export interface Verification {
  readonly samples: number;
  /** In which the student computed, as far as their numbers tell. */
  readonly precision: Precision;
  /** The student's tensors, in the order of the computation. */
  readonly tensors: readonly TensorVerdict[];
  /** Tensors that could have been given and were not. */
  readonly missing: readonly string[];
  /** The first that is wrong; null where all agree. */
  readonly first: string | null;
  /** Null where all agree, and where no known mistake yields the numbers. */
  readonly cause: Cause | null;
  /** True where at least one tensor was given and all agree. */
  readonly pass: boolean;
}

/** @param arrays the student's, by name; what has other names is left alone */
export function verifyArrays(problem: Problem, arrays: ReadonlyMap<string, GivenArray>): Verification {
  const expected = runPass(problem);
  const given = studentTensors(problem, arrays, expected.keys());
  const precision: Precision = [...given.values()].some(({ values }) => isSingle(values)) ? 'float32' : 'float64';
  const allowed = tolerances(problem, expected, precision);
  const tensors = [...given].map(([name, array]) => judge(name, array, expected.get(name)!, allowed.get(name)!));
  const first = tensors.find((tensor) => !tensor.agrees)?.name ?? null;
  return {
    samples: problem.x.rows,
    precision,
    tensors,
    missing: [...expected.keys()].filter((name) => !given.has(name)),
    first,
    cause: first === null ? null : diagnose({ problem, expected, tolerances: allowed, given, first }),
    pass: tensors.length > 0 && first === null,
  };
}

function judge(name: string, { shape, values }: GivenArray, expected: Matrix, tolerance: number): TensorVerdict {
  const expectedShape = shapeOf(name, expected);
  const turned = !sameShape(shape, expectedShape);
  const factor = turned ? null : acceptedFactor(name, values, expected, tolerance);
  const measurable = values.length === expected.values.length;
  const against = factor === null || factor === 1 ? expected : scaled(expected, factor);
  return {
    name,
    shape,
    expectedShape,
    agrees: factor !== null,
    tolerance,
    distance: measurable ? distance(values, against) : null,
  };
}
