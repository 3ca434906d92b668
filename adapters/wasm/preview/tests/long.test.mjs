/**
 * A paste of 100 KB must not freeze typing. The longest task and the way from key to frame are printed, beside those of a field
 * without a page around it. They are wall time, which on a busy machine tells of the others too, so what fails is what they do not
 * change: the time that the page's scripts hold its thread for each key, in CPU time, and the median of key to frame at half a second.
 */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { useBrowser, withPage } from './browser.mjs';

useBrowser();

const SENTENCES = ['Guten Tag, ich hätte gern übermorgen um halb drei einen Termin.', 'Oder lieber am Freitag, den 14. November, gegen elf?', 'Meine Kundennummer ist 1530, und Frau Freitag kennt mich.', 'Ach nein, nächste Woche Montag passt mir besser, so ab 15 Uhr.'];
const LONG = Array.from({ length: 2000 }, (_, i) => SENTENCES[i % SENTENCES.length]).join(' ').slice(0, 100_000);

const TYPED = ' und morgen um drei';

/** Starts to write down every task of the page's own thread that takes longer than 50 ms, and how late key presses are served. */
const watch = (page) => page.evaluate(() => {
  if (globalThis.tasks) return;
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
  await page.waitForTimeout(800);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  const scripts = async () => (await cdp.send('Performance.getMetrics')).metrics.find((m) => m.name === 'ScriptDuration').value * 1000;
  await page.evaluate(() => {
    globalThis.tasks.length = 0;
    globalThis.keys.length = 0;
  });
  const before = await scripts();
  for (const letter of TYPED) {
    await page.keyboard.press(letter === ' ' ? 'Space' : letter);
    await page.waitForTimeout(40);
  }
  await page.waitForTimeout(800);
  const script = ((await scripts()) - before) / TYPED.length;
  const { tasks, keys } = await page.evaluate(() => ({ tasks: globalThis.tasks, keys: [...globalThis.keys].sort((a, b) => a - b) }));
  const median = keys[Math.floor(keys.length / 2)];
  const ms = (x) => `${x.toFixed(x < 10 ? 1 : 0)} ms`;
  console.log(`${label}: 100 KB; longest task of the paste ${ms(paste)}, while typing ${ms(Math.max(0, ...tasks))} (0: none over 50); `
    + `key to frame median ${ms(median)}, longest ${ms(keys.at(-1))}; scripts ${ms(script)} of CPU for each key`);
  assert.ok((await field.inputValue()).endsWith(TYPED), 'every letter arrived');
  assert.equal(keys.length, TYPED.length);
  assert.ok(script < 10, `scripts took ${script} ms of CPU for each key`);
  assert.ok(median < 500, `a key took ${median} ms to a frame`);
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
