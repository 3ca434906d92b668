import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clipboard, klartextTest, useBrowser, withPage } from './browser.mjs';

useBrowser();

const root = process.env.KLARTEXT_ROOT;
const tab = 'Anruf';
const payload = (page) => page.getByLabel('Was die Plattform schickt, JSON');
const verdict = (page) => page.locator('.verdict-word');

test('a recorded call: verdict, question, slots with their source, trace', () => withPage({ tab }, async (page) => {
  await page.getByLabel('Beispiel').selectOption({ label: 'Montag, den elften' });
  await page.getByText('Passt es Ihnen am Dienstag, den elften November, um elf Uhr?').first().waitFor();
  assert.match(await verdict(page).innerText(), /^Fragen/);
  const name = page.locator('.slots tr', { has: page.getByText('name', { exact: true }) });
  assert.match(await name.innerText(), /Carsten Wolff[\s\S]*gesagt[\s\S]*\$\.args\.name/);
  const phone = page.locator('.slots tr', { has: page.getByText('phone', { exact: true }) });
  assert.match(await phone.innerText(), /\+493023125108[\s\S]*vom Netz/);
  const conflict = page.locator('.finding', { hasText: 'Der 11.11.2025 ist ein Dienstag, kein Montag' });
  assert.equal(await conflict.locator('mark').innerText(), 'Montag, den 11.11.2025');
  await page.getByText('Wie es dazu kam').click();
  assert.match(await page.locator('.trace-steps').innerText(), /slots\.start → ask: ambiguous/);
}));

test('a conversation is replayed turn by turn, and back', () => withPage({ tab }, async (page) => {
  await verdict(page).waitFor();
  const turns = page.locator('.turn');
  assert.equal(await turns.count(), 5);
  const question = page.locator('.question');
  assert.match(await question.innerText(), /Wann möchten Sie kommen\?/);
  const on = page.getByRole('button', { name: 'Eine Runde weiter' });
  await on.click();
  assert.match(await question.first().innerText(), /Meinen Sie Freitag, den siebten November, oder Freitag, den vierzehnten November\?/);
  assert.equal(await page.locator('.options li').count(), 2);
  await on.click();
  assert.match(await question.innerText(), /Um wie viel Uhr soll es am Freitag, den siebten November, sein\?/);
  await on.click();
  await on.click();
  assert.match(await verdict(page).innerText(), /^Annehmen/);
  assert.match(await page.locator('.slots').innerText(), /16:30 Uhr/);
  // What was said before and replaced since stays visible.
  assert.match(await page.locator('.known').innerText(), /start[\s\S]*halb fünf[\s\S]*so gegen vier/);
  assert.equal(await on.isDisabled(), true);
  await page.getByRole('button', { name: 'Eine Runde zurück' }).click();
  assert.match(await page.locator('.slots').innerText(), /16:00 Uhr/);
  // What is changed in an earlier turn counts in the later ones.
  await turns.first().click();
  await payload(page).fill('{"name": "Nora Stein", "dienstleistung": "Färben", "telefon": "030 23125190"}');
  await turns.nth(4).click();
  await page.locator('.slots', { hasText: 'Nora Stein' }).waitFor();
}));

test('copied as a fixture, a conversation passes klartext test beside its rule set', () => withPage({ tab }, async (page) => {
  await verdict(page).waitFor();
  await page.locator('.turn').nth(4).click();
  await page.getByRole('button', { name: 'Als Fixture kopieren' }).click();
  const talk = await clipboard(page);
  assert.match(talk, /each = \[\n/);
  const salon = readFileSync(join(root, 'fixtures/salon/rules.toml'), 'utf8');
  const first = klartextTest({ 'talk.toml': talk, 'rules.toml': salon });
  assert.equal(first.status, 0, first.output + talk);
  const copied = [];
  for (const label of ['Morgen um 14 Uhr', 'Das Jahr ist 2023', 'Der 31. November', 'Zwei Tage zur Wahl', 'UTC, eine Stunde daneben']) {
    await page.getByLabel('Beispiel').selectOption({ label });
    await page.waitForFunction((wanted) => document.querySelector('.answer')?.dataset.example === wanted, label);
    await page.getByRole('button', { name: 'Als Fixture kopieren' }).click();
    copied.push(await clipboard(page));
  }
  const calls = klartextTest({ 'calls.toml': copied.join('\n'), 'rules.toml': salon });
  assert.equal(calls.status, 0, calls.output + copied.join('\n'));
}));

test('a payload that is no JSON is marked at its place', () => withPage({ tab }, async (page) => {
  await verdict(page).waitFor();
  await payload(page).fill('{"name": "Eva",, }');
  const notice = page.locator('.editor-notes .notice');
  await notice.waitFor();
  assert.match(await notice.innerText(), /Das lässt sich nicht lesen[\s\S]*not valid JSON[\s\S]*Zeile 1, Spalte 1\d/);
  assert.equal(await payload(page).getAttribute('aria-invalid'), 'true');
  await payload(page).fill('{"name": "Eva"}');
  await verdict(page).waitFor();
  assert.equal(await notice.count(), 0);
}));

test('an edited rule set counts at once; a wrong one is told with line and column', () => withPage({ tab }, async (page) => {
  await verdict(page).waitFor();
  await page.getByText('Regelsatz ansehen und ändern').click();
  const rules = page.getByLabel('Regelsatz, TOML');
  await rules.fill('version = 1\nzone = "Europe/Berlin"\n[slots.a]\ntype = "txt"\n[slots.b]\nreqired = true\n');
  const notice = page.locator('.rules-box .notice');
  await notice.waitFor();
  const text = await notice.innerText();
  assert.match(text, /Der Regelsatz ist fehlerhaft[\s\S]*unknown variant txt/);
  assert.match(text, /Zeile 4, Spalte 8/);
  assert.match(text, /unknown key reqired/);
  assert.equal(await page.locator('.rules-box .in-text[data-kind=bad]').first().innerText(), '"txt"');
  assert.equal(await page.getByLabel('Regelsatz', { exact: true }).inputValue(), 'own');
  await rules.fill('version = 1\nzone = "Europe/Berlin"\n[slots.name]\n[slots.size]\ntype = "number"\nrequired = true\nquestion = "Für wie viele?"\n');
  await page.getByText('Für wie viele?').first().waitFor();
}));

test('a turn is added with the keyboard and removed', () => withPage({ tab }, async (page) => {
  await verdict(page).waitFor();
  await payload(page).focus();
  await page.keyboard.press('Control+Enter');
  assert.equal(await page.locator('.turn').count(), 6);
  assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'TEXTAREA');
  await page.getByRole('button', { name: 'Runde entfernen' }).click();
  assert.equal(await page.locator('.turn').count(), 5);
}));

test('a rule set that books nothing', () => withPage({ tab }, async (page) => {
  await page.getByLabel('Beispiel').selectOption({ label: 'Freigabe: 93 von 100 Anrufen erfolgreich' });
  await page.getByText('Zwischen 90 und 95 Prozent').first().waitFor();
}));
