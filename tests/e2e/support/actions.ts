/** What a person does again and again in the scenarios: choose from a select, fill in the form, start, read a row. */

import { expect, type Locator, type Page } from '@playwright/test';

/** Opens a select by its label and takes the choice that begins with `choice`. */
export async function choose(page: Page, label: string, choice: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).click();
  await page.getByRole('option', { name: new RegExp(`^${choice}`) }).click();
}

/** Shows a screen by its address: `data/mnist?image=42`. */
export async function show(page: Page, address: string): Promise<void> {
  await page.goto(new URL(`#/${address}`, page.url()).href);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

/** By way of the Experiments screen, from wherever the page is. */
export async function openForm(page: Page): Promise<void> {
  await goTo(page, 'Runs');
  await page.getByRole('link', { name: 'New experiment' }).click();
  await expect(page.getByRole('heading', { name: 'New experiment' })).toBeVisible();
}

/** By the rail at the left. */
export const goTo = (page: Page, screen: 'Runs' | 'Settings' | 'Help'): Promise<void> =>
  page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: screen }).click();

/** Text fields by their labels. */
export async function fill(page: Page, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, value] of Object.entries(values)) await page.getByLabel(label, { exact: true }).fill(value);
}

export const startButton = (page: Page): Locator => page.getByRole('button', { name: /^Start \d/ });

/** Starts what the form says; for a single run this ends on the run's page. */
export async function start(page: Page): Promise<void> {
  await expect(startButton(page)).toBeEnabled();
  await startButton(page).click();
}

/** The word at the head of the run's page: `running`, `finished`, `epoch 3 of 5`. */
export const runStatus = (page: Page): Locator => page.getByRole('status').first();

/** A chart by its panel's title; its accessible name says what is drawn. */
export const chart = (page: Page, title: string): Locator =>
  page.getByRole('region', { name: title, exact: true }).getByRole('img');

/** The row of an experiment in the table. Its title begins with the name, and says more behind it. */
export const row = (page: Page, name: string): Locator =>
  page.getByRole('row').filter({ has: page.locator(`[title="${name}"], [title^="${name} · "]`) });

/** The group's entry in the legend of Compare. */
export const legendEntry = (page: Page, group: string): Locator =>
  page.getByRole('list', { name: 'Groups' }).getByRole('button').filter({ hasText: group });

/** The large drawing of Compare; its accessible name says what is drawn, from where to where. */
export const drawing = (page: Page): Locator =>
  page
    .getByRole('main')
    .getByRole('img', { name: / against / })
    .first();

/** Opens the menu of a row and takes an entry. */
export async function takeFromMenu(page: Page, name: string, entry: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${name}`, exact: true }).click();
  await page.getByRole('menuitem', { name: entry }).click();
}
