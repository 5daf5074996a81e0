/**
 * The settings of an experiment as a tree, derived from the schema (through its JSON Schema): which paths exist, which
 * keys are known at a place, and what is expected there, in words. `parse.ts` explains errors with it and `sweep.ts`
 * finds out whether a path can be set.
 */

import { experimentSchema } from './experiment.ts';
import { z } from './zod.ts';

export type Path = readonly string[];
type Node = z.core.JSONSchema.BaseSchema;

const root: Node = z.toJSONSchema(experimentSchema, { io: 'input', unrepresentable: 'any' });

/** `training.optimizer.learningRate` → its parts. */
export const splitPath = (path: string): string[] => path.split('.');

const isIndex = (part: string): boolean => /^(0|[1-9]\d*)$/.test(part);

/** The alternatives of a union, or the node alone. */
function alternatives(node: Node): Node[] {
  return [...(node.oneOf ?? node.anyOf ?? [node])].filter((each): each is Node => typeof each === 'object');
}

function childrenAt(node: Node, part: string): Node[] {
  const { items, properties, additionalProperties } = node;
  if (node.type === 'array') return isIndex(part) && items && !Array.isArray(items) ? toNodes(items) : [];
  const own = properties && Object.hasOwn(properties, part) ? properties[part] : additionalProperties;
  return toNodes(own);
}

const toNodes = (schema: Node | boolean | undefined): Node[] =>
  typeof schema === 'object' ? alternatives(schema) : [];

/** Everything the schema allows at a path, whatever the types chosen on the way; empty when the path is unknown. */
function nodesAt(path: Path): Node[] {
  return path.reduce((nodes, part) => nodes.flatMap((node) => childrenAt(node, part)), [root]);
}

/** True when some valid experiment has a value at this path. */
export const isKnown = (path: Path): boolean => nodesAt(path).length > 0;

/** True when the schema has a list at the path. */
export const isList = (path: Path): boolean => nodesAt(path).some((node) => node.type === 'array');

/** The value that a setting left out stands for, such as `{ "type": "constant" }` for `training.schedule`. */
export function defaultAt(path: Path): unknown {
  for (const parent of nodesAt(path.slice(0, -1))) {
    const own = parent.properties?.[path.at(-1)!];
    if (typeof own === 'object' && own.default !== undefined) return JSON.parse(JSON.stringify(own.default)) as unknown;
  }
  return undefined;
}

/** The keys of an object, in the schema's order. With `discriminator: value` pairs only those of the chosen type. */
export function keysAt(path: Path, chosen: Readonly<Record<string, unknown>> = {}): string[] {
  const nodes = nodesAt(path).filter((node) =>
    Object.entries(node.properties ?? {}).every(
      ([key, property]) => typeof property === 'boolean' || property.const === undefined || chosen[key] === undefined || property.const === chosen[key], // prettier-ignore
    ),
  );
  return [...new Set(nodes.flatMap((node) => Object.keys(node.properties ?? {})))];
}

/** The types (`sgd`, `momentum`, …) that know a key, where a place has several. */
export function typesWith(path: Path, discriminator: string, key: string): string[] {
  return nodesAt(path).flatMap((node) => {
    const type = node.properties?.[discriminator];
    const known = node.properties && Object.hasOwn(node.properties, key);
    return known && typeof type === 'object' && typeof type.const === 'string' ? [type.const] : [];
  });
}

/** Every path that exists, elements of lists as `0`; a place with several types lists the keys of all of them. */
export const knownPaths: readonly string[] = [...new Set(listPaths(root, []))];

function listPaths(node: Node, path: Path): string[] {
  const own = path.length > 0 ? [path.join('.')] : [];
  const below = Object.entries(node.properties ?? {}).flatMap(([key, child]) =>
    toNodes(child).flatMap((each) => listPaths(each, [...path, key])),
  );
  const elements = node.items && !Array.isArray(node.items) ? toNodes(node.items) : [];
  return [...own, ...below, ...elements.flatMap((each) => listPaths(each, [...path, '0']))];
}

/** What is expected at a path, in words: `a whole number from 1 to 100000`, `one of sgd, momentum, nesterov, adam`. */
export function expectedAt(path: Path): string {
  const nodes = nodesAt(path);
  const types = nodes.flatMap((node) => (typeof node.const === 'string' ? [node.const] : []));
  // The discriminator of a union: one constant in each alternative.
  if (types.length === nodes.length && types.length > 1) return `one of ${types.join(', ')}`;
  return [...new Set(nodes.map(phrase))].join(' or ');
}

function phrase(node: Node): string {
  if (node.description) return node.description;
  if (node.const !== undefined) return JSON.stringify(node.const);
  if (node.enum) return `one of ${node.enum.join(', ')}`;
  switch (node.type) {
    case 'integer':
      return `a whole number${rangePhrase(node)}`;
    case 'number':
      return `a number${rangePhrase(node)}`;
    case 'string':
      return node.minLength ? 'a text that is not empty' : 'a text';
    case 'boolean':
      return 'true or false';
    case 'array':
      return node.minItems
        ? `a list of at least ${node.minItems === 1 ? 'one value' : `${node.minItems} values`}`
        : 'a list';
    default:
      return node.required?.length ? `an object with ${node.required.join(', ')}` : 'an object';
  }
}

function rangePhrase({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: Node): string {
  const bounded = maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER;
  if (exclusiveMinimum !== undefined) return ` above ${exclusiveMinimum}`;
  if (minimum !== undefined && bounded) return ` from ${minimum} to ${maximum}`;
  if (minimum !== undefined && exclusiveMaximum !== undefined) return ` from ${minimum} up to, not including, ${exclusiveMaximum}`; // prettier-ignore
  return minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER ? ` of at least ${minimum}` : '';
}
