/** What docs/guide tells its readers to type, to save and to click holds: commands, experiment files, links and names. */

import { Command, CommanderError } from 'commander';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CliHost } from '../../src/main/cli/host.ts';
import { commandLine } from '../../src/main/cli/program.ts';
import { readRecipe, recipeNames } from '../../src/main/recipes.ts';
import { applyOverrides, parseOverride } from '../../src/shared/override.ts';
import { parseExperiment, parseExperimentText } from '../../src/shared/parse.ts';

const root = resolve(import.meta.dirname, '../..');
const guide = join(root, 'docs/guide');
const recipes = join(root, 'resources/recipes');
const pages = readdirSync(guide)
  .filter((file) => file.endsWith('.md'))
  .map((name) => ({ name, text: readFileSync(join(guide, name), 'utf8') }));

/** The blocks of a language between fences. */
const fenced = (text: string, language: string): string[] =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, 'gm'))].map(([, block = '']) => block);

const written = (language: string) =>
  pages.flatMap(({ name, text }) => fenced(text, language).map((block) => ({ page: name, block })));
const begin = 'npm run -s cli -- ';
const commands = written('sh').flatMap(({ page, block }) =>
  block
    .trim()
    .split('\n')
    .map((line) => ({ page, line })),
);

/** Words as a shell splits them: single quotes hold together, what is redirected is not the command's. */
function words(line: string): string[] {
  const [command = ''] = line.slice(begin.length).split(' > ');
  return [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}

interface Parsed {
  readonly command: string;
  readonly args: readonly string[];
  readonly set: readonly string[];
}

/** Parses as the program does, without doing anything. */
function parse(args: readonly string[]): Parsed {
  const refuse = () => Promise.reject(new Error('only parsed'));
  const silent = { write: () => undefined, isTTY: false, columns: 100 };
  const host: CliHost = {
    version: '0.0.0',
    stdout: silent,
    stderr: silent,
    folder: guide,
    workspace: guide,
    recipes,
    openService: refuse,
    serve: refuse,
    interrupted: new AbortController().signal,
    now: () => 0,
  };
  const program = commandLine(host, () => undefined);
  let parsed: Parsed | null = null;
  for (const command of program.commands)
    command.action((...given: unknown[]) => {
      const self = given.at(-1);
      if (!(self instanceof Command)) throw new Error('an action is called with its command');
      const { set = [] } = self.opts<{ set?: readonly string[] }>();
      parsed = { command: self.name(), args: self.args, set };
    });
  program.parse(args, { from: 'user' });
  if (!parsed) throw new CommanderError(1, 'none', `${args.join(' ')}: no command was called`);
  return parsed;
}

describe('commands of the guide', () => {
  it('are there on every page', () => {
    for (const { name, text } of pages) expect(fenced(text, 'sh').join(''), name).toContain(begin);
    expect(commands.map(({ line }) => line.slice(0, begin.length))).toEqual(commands.map(() => begin));
  });

  it.each(commands)('$page: $line', async ({ line }) => {
    const { command, args, set } = parse(words(line));
    if (!['run', 'gradcheck', 'recipes'].includes(command) || args.length === 0) return;
    const [source = ''] = args;
    // What is no recipe is a file that the page itself shows how to make.
    if (source.endsWith('.json')) return;
    const given: unknown = JSON.parse(await readRecipe(recipes, source));
    const overrides = set.map((text) => {
      const read = parseOverride(text);
      if (!read.ok) throw new Error(read.issue.message);
      return read.override;
    });
    const changed = applyOverrides(given, overrides);
    expect(changed.ok && parseExperiment(changed.value)).toMatchObject({ ok: true });
  });

  it('run every recipe', async () => {
    const all = commands.map(({ line }) => line).join('\n');
    for (const name of await recipeNames(recipes))
      if (name !== 'first-steps') expect(all).toMatch(new RegExp(`cli -- run ${name}\\b`));
  });
});

describe('experiment files of the guide', () => {
  it.each(written('json'))('$page: $block', ({ block }) => {
    expect(parseExperimentText(block, { name: 'file' })).toMatchObject({ ok: true });
  });

  it('has a small one and whole ones with all that a recipe can say', () => {
    const text = written('json').map(({ block }) => block);
    expect(text.length).toBeGreaterThanOrEqual(3);
    for (const field of ['lookFor', 'choices', 'expects', 'published', 'note', 'groups', 'order', 'sweep'])
      expect(text.join('\n')).toContain(`"${field}"`);
  });
});

describe('links and pictures of the guide', () => {
  const links = pages.flatMap(({ name, text }) =>
    [...text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(([, target = '']) => ({ name, target })),
  );
  const pictures = readdirSync(join(guide, 'images'));

  it('lead somewhere', () => {
    expect(links.length).toBeGreaterThan(10);
    for (const { name, target } of links)
      if (!target.startsWith('http')) expect(existsSync(join(dirname(join(guide, name)), target)), `${name}: ${target}`).toBe(true); // prettier-ignore
  });

  it('are all shown, and small', () => {
    for (const picture of pictures) {
      expect(links.some(({ target }) => target === `images/${picture}`), `${picture} is shown`).toBe(true); // prettier-ignore
      expect(statSync(join(guide, 'images', picture)).size, picture).toBeLessThanOrEqual(150_000);
    }
  });

  it('name exercises of the Lab as the Lab does', () => {
    const exercises = readFileSync(join(root, 'src/renderer/src/lab/exercises.ts'), 'utf8');
    const titles = [...exercises.matchAll(/title: '([^']+)'/g)].map(([, title]) => title);
    for (const { name, text } of pages)
      for (const [, title] of text.matchAll(/_Lab_ › _([^_]+)_/g)) expect(titles, name).toContain(title);
  });
});
