import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { useBrowser, withPage } from './browser.mjs';

useBrowser();

const tab = 'Prompt';
const text = (page) => page.getByLabel('Text mit Variablen');
const view = (page, name) => page.getByRole('tab', { name }).click();

test('a misspelled variable is marked, and mended with one click', () => withPage({ tab }, async (page) => {
  const finding = page.locator('.finding', { hasText: 'variable_misspelled' });
  await finding.waitFor();
  assert.match(await finding.innerText(), /kunde_name[\s\S]*kunden_name/);
  assert.equal(await page.locator('.in-text[data-kind=bad]').innerText(), '<<kunde_name>>');
  assert.ok((await page.locator('.in-text[data-kind=variable]').count()) >= 5);
  await finding.getByRole('button', { name: 'kunden_name einsetzen' }).click();
  await page.locator('.rendered', { hasText: 'Guten Tag Frau Nora Stein, hier ist Lena' }).waitFor();
  assert.match(await text(page).inputValue(), /<<kunden_name>>, hier/);
  assert.match(await page.locator('.rendered').innerText(), /vierzehn Uhr dreißig/);
}));

test('a missing variable gets a value, and the text follows while it is typed', () => withPage({ tab }, async (page) => {
  await text(page).fill('Für <<gäste>> Grüße an <<gast>>');
  await text(page).fill('Grüße an <<gast>>');
  const finding = page.locator('.finding', { hasText: 'variable_missing' });
  await finding.getByRole('button', { name: 'Wert für gast anlegen' }).click();
  await page.keyboard.type('Eva & <b>Ute</b>');
  await page.locator('.rendered', { hasText: 'Grüße an Eva & <b>Ute</b>' }).waitFor();
  assert.equal(await page.locator('.rendered b').count(), 0);
  await page.getByRole('button', { name: 'gast entfernen' }).click();
  await page.getByLabel('Fehlt ein Wert').selectOption('empty');
  await page.waitForFunction(() => document.querySelector('.rendered')?.textContent?.startsWith('Grüße an Text kopieren') || document.querySelector('.said-text')?.textContent === 'Grüße an ');
}));

test('two versions: words, variables', () => withPage({ tab }, async (page) => {
  await view(page, 'Zwei Versionen');
  await page.getByLabel('Vorher').fill('Guten Tag <<name>>.\nBleibt.\n');
  await page.getByLabel('Nachher').fill('Guten Abend <<name>>, hier ist <<agent>>.\nBleibt.\n');
  await page.locator('.diff ins', { hasText: 'Abend' }).waitFor();
  assert.deepEqual(await page.locator('.diff del').allInnerTexts(), ['Tag']);
  assert.match(await page.locator('.answer').innerText(), /Neue Variablen: agent/);
  await page.getByRole('button', { name: 'Vertauschen' }).click();
  await page.locator('.answer', { hasText: 'Weggefallene Variablen: agent' }).waitFor();
}));

test('two versions of an agent file are compared as such', () => withPage({ tab }, async (page) => {
  await view(page, 'Zwei Versionen');
  const file = (name) => readFileSync(join(process.env.KLARTEXT_ROOT, 'examples/agents', name), 'utf8');
  await page.getByLabel('Vorher').fill(file('plain_booking.json'));
  await page.getByLabel('Nachher').fill(file('full_booking.json'));
  await page.getByText('In der Agent-Datei').waitFor();
  assert.match(await page.locator('.answer').innerText(), /geändert\s+Prompt general_prompt/);
}));

test('an agent file is checked; what is wrong leads to its place', () => withPage({ tab }, async (page) => {
  await view(page, 'Agent-Datei');
  await page.getByLabel('Beispiel').selectOption({ label: 'Terminvereinbarung, ein Prompt' });
  await page.getByText('Nichts zu beanstanden.').waitFor();
  assert.match(await page.locator('.names').innerText(), /agent_name\s+Vorgabe/);
  const field = page.getByLabel('Definition des Agenten oder Anruf, JSON');
  await field.fill('{"general_prompt": "Grüßen Sie {{kunde}}.", "default_dynamic_variables": {"kunden": "Eva"}}');
  const finding = page.locator('.finding').filter({ has: page.locator('.excerpt') }).first();
  await finding.waitFor();
  assert.match(await finding.innerText(), /\$\.general_prompt/);
  await finding.getByRole('button', { name: /^Zeile 1, Spalte/ }).click();
  const chosen = await field.evaluate((area) => area.value.slice(area.selectionStart, area.selectionEnd));
  assert.match(chosen, /kunde/);
  await page.getByLabel('Variablen, die jeder Anruf mitbringt').fill('kunde');
  await page.waitForFunction(() => !document.querySelector('.answer')?.textContent?.includes('{{kunde}}'));
}));

test('a file that is no JSON', () => withPage({ tab }, async (page) => {
  await view(page, 'Agent-Datei');
  await page.getByLabel('Definition des Agenten oder Anruf, JSON').fill('{"nodes": [}');
  await page.locator('.notice.bad', { hasText: 'Die Datei lässt sich nicht lesen' }).waitFor();
  assert.match(await page.locator('.notice.bad').innerText(), /Zeile 1, Spalte 12/);
}));
