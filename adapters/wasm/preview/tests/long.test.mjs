/** A paste of 100 KB must not freeze typing. The figures are printed; the bars here are those of a freeze, on a busy machine. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { useBrowser, withPage } from './browser.mjs';

useBrowser();

const SENTENCES = ['Guten Tag, ich hätte gern übermorgen um halb drei einen Termin.', 'Oder lieber am Freitag, den 14. November, gegen elf?', 'Meine Kundennummer ist 1530, und Frau Freitag kennt mich.', 'Ach nein, nächste Woche Montag passt mir besser, so ab 15 Uhr.'];
const LONG = Array.from({ length: 2000 }, (_, i) => SENTENCES[i % SENTENCES.length]).join(' ').slice(0, 100_000);

/** Starts to write down every task of the page's own thread that takes longer than 50 ms, and how late key presses are served. */
const watch = (page) => page.evaluate(() => {
  globalThis.tasks = [];
  globalThis.keys = [];
  new PerformanceObserver((list) => globalThis.tasks.push(...list.getEntries().map((e) => e.duration))).observe({ type: 'longtask', buffered: false });
  document.addEventListener('keydown', (event) => {
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => globalThis.keys.push(performance.now() - event.timeStamp);
      channel.port2.postMessage(0);
    });
  }, true);
});

async function typing(page, field, label) {
  await page.evaluate((text) => navigator.clipboard.writeText(text), LONG);
  await watch(page);
  await field.focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('ControlOrMeta+v');
  await page.waitForFunction((n) => document.activeElement?.value?.length >= n, LONG.length - 1);
  const paste = await page.evaluate(() => Math.max(0, ...globalThis.tasks.splice(0)));
  await page.evaluate(() => { globalThis.keys.length = 0; });
  for (const letter of ' und morgen um drei') {
    await page.keyboard.press(letter === ' ' ? 'Space' : letter);
    await page.waitForTimeout(40);
  }
  await page.waitForTimeout(600);
  const { tasks, keys } = await page.evaluate(() => ({ tasks: globalThis.tasks, keys: [...globalThis.keys].sort((a, b) => a - b) }));
  const longest = Math.max(0, ...tasks);
  const median = keys[Math.floor(keys.length / 2)];
  console.log(`${label}: 100 KB; longest task of the paste ${paste.toFixed(0)} ms, while typing ${longest.toFixed(0)} ms (0: none over 50); key to frame median ${median?.toFixed(1)} ms, longest ${keys.at(-1)?.toFixed(1)} ms`);
  assert.ok((await field.inputValue()).endsWith(' und morgen um drei'), 'every letter arrived');
  assert.ok(paste < 1000, `the paste held up the page for ${paste} ms`);
  assert.ok(longest < 300, `typing was held up for ${longest} ms`);
}

test('for comparison: a bare field, without a page around it', () => withPage({}, async (page) => {
  await page.evaluate(() => document.body.replaceChildren(document.createElement('textarea')));
  await typing(page, page.locator('textarea'), 'a bare textarea');
}));

test('Satz', () => withPage({}, async (page) => {
  const field = page.getByLabel('Was gesagt wird');
  await typing(page, field, 'Satz');
  await page.getByText(/\d+ Stellen im Text\./).waitFor();
  assert.ok((await page.locator('.card').count()) > 0);
}));

test('Anruf', () => withPage({ tab: 'Anruf' }, async (page) => {
  await page.locator('.verdict-word').waitFor();
  await typing(page, page.getByLabel('Was die Plattform schickt, JSON'), 'Anruf');
}));

test('Prompt', () => withPage({ tab: 'Prompt' }, async (page) => {
  await typing(page, page.getByLabel('Text mit Variablen'), 'Prompt, Vorlage');
  await page.getByRole('tab', { name: 'Zwei Versionen' }).click();
  await typing(page, page.getByLabel('Nachher'), 'Prompt, zwei Versionen');
  await page.getByRole('tab', { name: 'Agent-Datei' }).click();
  await typing(page, page.getByLabel('Definition des Agenten oder Anruf, JSON'), 'Prompt, Agent-Datei');
}));

test('Termin', () => withPage({ tab: 'Termin' }, async (page) => {
  await page.locator('.verdict-word').waitFor();
  await typing(page, page.getByLabel('Name', { exact: true }), 'Termin');
}));
