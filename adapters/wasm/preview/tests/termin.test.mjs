import { test } from 'node:test';
import assert from 'node:assert/strict';
import { useBrowser, withPage } from './browser.mjs';

useBrowser();

const tab = 'Termin';
const outcome = (page) => page.locator('.verdict-word');

test('one of a family: the question, the weights, the reply', () => withPage({ tab }, async (page) => {
  await outcome(page).waitFor();
  assert.match(await outcome(page).innerText(), /^Noch nicht eindeutig/);
  assert.match(await page.locator('.talk .agent').innerText(), /Um welche Leistung geht es bei dem Termin\?/);
  const bars = page.locator('.evidence > li').first().locator('.bar');
  assert.ok((await bars.count()) >= 3);
  assert.match(await bars.first().innerText(), /Name\s+genau\s+\+9,0 bit/);
  assert.deepEqual(await page.locator('.entries tr[data-state=candidate]').evaluateAll((rows) => rows.map((r) => r.dataset.id)), ['lena-1', 'lena-2']);
  const reply = page.getByLabel('Antwort der anrufenden Person');
  await reply.fill('ums Färben');
  await reply.press('Enter');
  await page.waitForFunction(() => document.querySelectorAll('.talk .caller').length === 1);
  const said = await page.locator('.talk').innerText();
  if (!/^Gefunden/.test(await outcome(page).innerText())) {
    assert.match(said, /Färben am Donnerstag, den sechsten November/);
    await reply.fill('ja genau');
    await reply.press('Enter');
    await page.locator('.verdict-word', { hasText: 'Gefunden' }).waitFor();
  }
  assert.equal(await page.locator('.entries tr[data-state=found]').getAttribute('data-id'), 'lena-1');
  await page.getByRole('button', { name: 'Letzte Antwort zurücknehmen' }).click();
  await page.locator('.verdict-word', { hasText: 'Noch nicht eindeutig' }).waitFor();
}));

test('a stranger is told nothing', () => withPage({ tab }, async (page) => {
  await page.getByLabel('Name', { exact: true }).fill('Otto Fremd');
  await page.getByLabel('Telefonnummer', { exact: true }).fill('030 23125999');
  await page.locator('.verdict-word', { hasText: 'Keine Auskunft' }).waitFor();
  assert.equal(await page.locator('.evidence').count(), 0);
}));

test('rows are edited, added, removed; a wrong one is an error in words', () => withPage({ tab }, async (page) => {
  await outcome(page).waitFor();
  await page.getByLabel('Beginn, Zeile 2').fill('2025-11-06T16:00');
  await page.locator('.verdict-word', { hasText: /Noch nicht eindeutig|Gefunden|Nicht gefunden/ }).waitFor();
  await page.getByLabel('Beginn, Zeile 2').fill('gestern');
  const notice = page.locator('.notice.bad');
  await notice.waitFor();
  assert.match(await notice.innerText(), /gestern[\s\S]*lena-1/);
  await page.getByRole('button', { name: 'lena-1 entfernen' }).click();
  await outcome(page).waitFor();
  await page.getByRole('button', { name: '+ Termin' }).click();
  assert.equal(await page.locator('.entries tbody tr').count(), 5);
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('aria-label')), 'Kennung, Zeile 5');
}));
