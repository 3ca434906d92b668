import { test } from 'node:test';
import assert from 'node:assert/strict';
import { clipboard, klartextTest, picture, useBrowser, withPage } from './browser.mjs';

useBrowser();

const said = (page) => page.getByLabel('Was gesagt wird');

test('a sentence: readings, words, assumptions, calendar, voice', () => withPage({}, async (page) => {
  await said(page).fill('nächste Woche Montag um halb drei');
  await page.getByText('Mehrdeutig: 2 Lesarten.').first().waitFor();
  const cards = page.locator('.card');
  assert.equal(await cards.count(), 2);
  const best = await cards.first().innerText();
  assert.match(best, /beste Lesart/);
  assert.match(best, /Montag, 10\. November 2025\s+14:30 Uhr/);
  assert.match(best, /2025-11-10T13:30:00Z/);
  assert.match(best, /Angenommen:\s+–?\s*Eine Tageszeit wurde nicht genannt/);
  assert.match(best, /Montag, den zehnten November, um vierzehn Uhr dreißig/);
  assert.match(await cards.nth(1).innerText(), /auch möglich[\s\S]*02:30 Uhr/);
  // The spans count UTF-16 units: after the umlaut of "nächste" the words still are those that were said.
  const words = await page.locator('.word .word-text').allInnerTexts();
  assert.deepEqual(words, ['nächste Woche', 'Montag', 'um halb drei']);
  const marked = page.locator('.day[data-mark=best]');
  assert.equal(await marked.count(), 1);
  assert.match(await marked.getAttribute('title'), /^Montag, 10\. November 2025/);
  await page.getByText('Antwort als JSON').click();
  assert.equal(JSON.parse(await page.locator('pre.json').innerText()).readings.length, 2);
  await page.getByRole('button', { name: 'JSON kopieren' }).click();
  assert.equal(JSON.parse(await clipboard(page)).status, 'ambiguous');
}));

test('an offer of two days is two offers', () => withPage({}, async (page) => {
  await said(page).fill('Montag oder Dienstag ab 15 Uhr');
  await page.getByText('2 Angebote, jedes eindeutig.').first().waitFor();
  assert.equal(await page.locator('.day[data-mark=best]').count(), 2);
}));

test('a date that does not exist is told at its place', () => withPage({}, async (page) => {
  await said(page).fill('am 31. November');
  await page.getByText('Verstanden, aber das gibt es nicht.').first().waitFor();
  const finding = page.locator('.finding[data-severity=error]');
  assert.match(await finding.innerText(), /Fehler\s+Dieses Datum gibt es nicht; am nächsten liegen: 30\.11\.2025, 01\.12\.2025/);
  assert.match(await finding.locator('mark').innerText(), /31\. November/);
  assert.equal(await said(page).getAttribute('aria-invalid'), 'true');
}));

test('markup in a sentence stays text', () => withPage({}, async (page) => {
  await said(page).fill('<img src=x onerror=alert(1)> morgen um 14 Uhr');
  await page.locator('.card').first().waitFor();
  assert.equal(await page.locator('main img').count(), 0);
  assert.match(await page.locator('.words').innerText(), /^<img src=x onerror=alert\(/);
}));

test('the clock: runs, is set, runs again', () => withPage({ now: null }, async (page) => {
  await page.getByText('läuft mit', { exact: true }).waitFor();
  await said(page).fill('morgen');
  await page.getByLabel('Gesagt am').fill('2025-12-31T23:00');
  await page.getByText('gestellt', { exact: true }).waitFor();
  await page.getByText('Donnerstag, 1. Januar 2026', { exact: true }).waitFor();
  await page.getByLabel('Zeitzone').selectOption('UTC');
  await page.getByRole('button', { name: 'wieder mitlaufen lassen' }).click();
  await page.getByText('läuft mit', { exact: true }).waitFor();
}));

const CASES = [
  'nächste Woche Montag um halb drei', 'Montag oder Dienstag ab 15 Uhr', 'am 31. November', 'Frau Freitag', 'Montag, den 11.11.2025',
  'alle vier Wochen dienstags um zehn', 'anderthalb Stunden', 'zwischen 14 und 16 Uhr', 'am 26.10.2025 um 2:30', 'Müller sagt "morgen" \\ um\tdrei', 'gestern',
  'irgendwann', 'morgn nachmittag', '05.11.2023 um 9 Uhr',
];

test('copied as fixtures, sentences pass klartext test', () => withPage({ now: '2025-10-20T09:00' }, async (page) => {
  const copied = [];
  for (const text of CASES) {
    await said(page).fill(text);
    // The button takes what is shown; the answer has come once the status tells it.
    await page.waitForFunction((wanted) => document.querySelector('.answer')?.dataset.for === wanted, text);
    await page.getByRole('button', { name: 'Als Fixture kopieren' }).click();
    copied.push(await clipboard(page));
  }
  await page.getByLabel('Es geht um').selectOption('past');
  await page.waitForFunction(() => document.querySelector('.answer')?.dataset.expect === 'past');
  await page.getByRole('button', { name: 'Als Fixture kopieren' }).click();
  copied.push(await clipboard(page));
  assert.match(copied[0], /^\[\[resolve\]\]\nclock = "2025-10-20T09:00"\nmeans = \["2025-10-27T14:30", "2025-10-27T02:30"\]\ntexts = \["nächste Woche Montag um halb drei"\]\n$/);
  const { status, output } = klartextTest({ 'copied.toml': copied.join('\n') });
  assert.equal(status, 0, output + copied.join('\n'));
  assert.match(output, new RegExp(`\\b${CASES.length + 1}\\b`), output);
}));

test('many readings: the first, then all', () => withPage({}, async (page) => {
  await said(page).fill(Array.from({ length: 20 }, (_, i) => `am ${i + 1}. Dezember`).join(' oder '));
  const more = page.getByRole('button', { name: /weitere zeigen/ });
  await more.waitFor();
  assert.equal(await page.locator('.card').count(), 12);
  await more.click();
  assert.ok((await page.locator('.card').count()) >= 20);
}));

test('a voice of the device speaks, one that sends the text away does not', () => withPage({ now: null }, async (page) => {
  assert.equal(await page.locator('.speak:visible').count(), 0, 'no button without a voice');
  const stub = (voices) => {
    globalThis.said = [];
    class Utterance {
      constructor(text) {
        this.text = text;
      }
    }
    Object.defineProperty(globalThis, 'SpeechSynthesisUtterance', { value: Utterance });
    Object.defineProperty(globalThis, 'speechSynthesis', {
      value: { getVoices: () => voices, addEventListener() {}, cancel() {}, speak: (u) => globalThis.said.push([u.text, u.voice.name, u.lang]) },
    });
  };
  const far = { name: 'far', lang: 'de-DE', localService: false };
  await page.addInitScript(stub, [far]);
  await page.reload();
  await page.locator('.card').first().waitFor();
  assert.equal(await page.locator('.speak:visible').count(), 0);
  const other = await page.context().newPage();
  await other.addInitScript(stub, [far, { name: 'Österreich', lang: 'de-AT', localService: true }, { name: 'here', lang: 'de-DE', localService: true }]);
  await other.goto(page.url());
  await other.locator('.card .speak').first().click();
  const [[text, name, lang]] = await other.evaluate(() => globalThis.said);
  assert.match(text, /^Montag, den .* um vierzehn Uhr dreißig$/);
  assert.deepEqual([name, lang], ['here', 'de-DE']);
}));

test('English', () => withPage({ locale: 'en-GB' }, async (page) => {
  await page.getByLabel('What is said').fill('nicht Montag, sondern Dienstag um drei');
  await page.getByText('Ambiguous: 2 readings.').first().waitFor();
  assert.match(await page.locator('.card').first().innerText(), /Tuesday[ ,]+11 November 2025/);
  await picture(page, 'satz-en');
}));
