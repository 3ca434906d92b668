import { test } from 'node:test';
import assert from 'node:assert/strict';
import { HOME, clipboard, picture, useBrowser, withPage } from './browser.mjs';

useBrowser();

const focused = (page) => page.evaluate(() => document.activeElement?.id || document.activeElement?.getAttribute('aria-label') || document.activeElement?.tagName);

test('with the keyboard alone: tabs, input, clock, help, language', () => withPage({ now: null }, async (page) => {
  await page.keyboard.press('Tab');
  assert.equal(await focused(page), 'skip');
  // From the top to the tabs, which are one stop.
  for (let i = 0; i < 12 && !(await focused(page)).startsWith('main-tab'); i += 1) await page.keyboard.press('Tab');
  assert.equal(await focused(page), 'main-tab-satz');
  await page.keyboard.press('ArrowRight');
  assert.equal(await focused(page), 'main-tab-anruf');
  assert.equal(await page.locator('#main-tab-anruf').getAttribute('aria-selected'), 'true');
  await page.locator('#main-panel-anruf').waitFor();
  await page.keyboard.press('End');
  assert.equal(await focused(page), 'main-tab-termin');
  await page.keyboard.press('ArrowRight');
  assert.equal(await focused(page), 'main-tab-satz');
  // Single keys.
  await page.keyboard.press('3');
  await page.locator('#main-panel-prompt').waitFor();
  await page.keyboard.press('1');
  await page.keyboard.press('/');
  assert.equal(await focused(page).then((id) => id.startsWith('editor')), true);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('morgen um 3?');
  await page.locator('.words', { hasText: 'morgen um 3' }).waitFor();
  assert.equal(await page.locator('dialog').count(), 0, 'a question mark in a text opens no help');
  await page.keyboard.press('Escape');
  assert.equal(await focused(page), 'main-tab-satz');
  await page.keyboard.press('c');
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('type')), 'datetime-local');
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
  assert.match(await page.getByRole('dialog').innerText(), /Tastatur/);
  await page.keyboard.press('Escape');
  assert.equal(await page.getByRole('dialog').count(), 0);
  await page.keyboard.press('l');
  await page.getByLabel('What is said').waitFor();
  assert.equal(await page.getByLabel('What is said').inputValue(), 'morgen um 3?');
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'en');
}));

test('focus is seen', () => withPage({}, async (page) => {
  for (let i = 0; i < 25; i += 1) {
    await page.keyboard.press('Tab');
    const seen = await page.evaluate(() => {
      const node = document.activeElement;
      if (!node || node === document.body) return true;
      const style = getComputedStyle(node);
      const box = node.getBoundingClientRect();
      return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 && box.width > 0;
    });
    assert.ok(seen, `${await focused(page)} shows no focus`);
  }
}));

test('single keys can be switched off', () => withPage({}, async (page) => {
  await page.getByRole('button', { name: 'Hilfe' }).click();
  await page.getByLabel('Einzelne Tasten sind Kurzbefehle').uncheck();
  await page.getByRole('button', { name: 'Schließen' }).click();
  await page.locator('#main-tab-satz').focus();
  await page.keyboard.press('3');
  assert.equal(await page.locator('#main-panel-prompt').count(), 0);
}));

test('a link carries the tab that is shown, and the clock', () => withPage({}, async (page) => {
  await page.getByLabel('Was gesagt wird').fill('übermorgen um halb drei 👋 „Grüße“');
  await page.locator('.words', { hasText: 'übermorgen' }).waitFor();
  await page.getByRole('button', { name: 'Link kopieren' }).click();
  await page.locator('#status[data-shown]').waitFor();
  const link = await clipboard(page);
  assert.match(link, /#k1\.[A-Za-z0-9_-]+$/);
  await withPage({ hash: new URL(link).hash, now: null }, async (other) => {
    assert.equal(await other.getByLabel('Was gesagt wird').inputValue(), 'übermorgen um halb drei 👋 „Grüße“');
    assert.equal(await other.getByLabel('Gesagt am').inputValue(), '2025-11-05T10:00');
    await other.locator('.card', { hasText: '7. November 2025' }).first().waitFor();
  });
  // The address follows by itself, and going on in it leads on.
  await page.getByRole('tab', { name: 'Termin' }).click();
  await page.waitForFunction((old) => location.href !== old && location.hash.startsWith('#k1.'), link);
}));

for (const tab of ['Anruf', 'Prompt', 'Termin']) {
  test(`a link into ${tab}`, () => withPage({ tab }, async (page) => {
    const field = { Anruf: 'Was die Plattform schickt, JSON', Prompt: 'Text mit Variablen', Termin: 'Leistung' }[tab];
    const value = tab === 'Anruf' ? '{"name": "Nora Stein"}' : 'Färben';
    await page.waitForFunction(() => document.querySelector('.answer, .rendered')?.childElementCount);
    await page.getByLabel(field, { exact: true }).fill(value);
    await page.getByRole('button', { name: 'Link kopieren' }).click();
    await page.locator('#status[data-shown]').waitFor();
    const { hash } = new URL(await clipboard(page));
    await withPage({ hash, now: null }, async (other) => {
      assert.equal(await other.getByLabel(field, { exact: true }).inputValue(), value);
    });
  }));
}

const BROKEN = [
  ['#k1.%%%', /beschädigt/], ['#k1.AAAA', /beschädigt/], ['#hallo', /beschädigt/], ['#k9.abc', /anderen Version/],
];
for (const [hash, note] of BROKEN) {
  test(`the fragment ${hash} is ignored with a note`, () => withPage({ hash, now: null }, async (page) => {
    await page.locator('#status[data-shown]').waitFor();
    assert.match(await page.locator('#status').innerText(), note);
    await page.locator('.card').first().waitFor();
  }));
}

test('a link with wrong types is taken as far as it makes sense', () => withPage({ now: null }, async (page) => {
  const hash = await page.evaluate(async () => {
    const { pack } = await import('./js/link.js');
    const state = { tab: 'termin', now: 5, zone: 'Mars/Olympus', termin: { rows: [null, { id: 7, name: 'Eva' }], clues: 'x', replies: [1, 'ja'] } };
    return `#${await pack(state)}`;
  }).catch((error) => error);
  assert.equal(typeof hash, 'string', String(hash));
  await withPage({ hash, now: null }, async (other) => {
    await other.getByText('läuft mit', { exact: true }).waitFor();
    assert.equal(await other.getByLabel('Name, Zeile 2').inputValue(), 'Eva');
  });
}));

test('a fragment that unpacks to more than a few megabytes is refused', () => withPage({ now: null }, async (page) => {
  const found = await page.evaluate(async () => {
    const { pack, unpack } = await import('./js/link.js');
    return unpack(await pack({ text: 'a'.repeat(8_000_000) }));
  });
  assert.deepEqual(found, { problem: 'broken' });
}));

test('light and dark are chosen, and kept', () => withPage({ scheme: 'light' }, async (page) => {
  const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await paper();
  const look = page.locator('#theme');
  await look.click();
  assert.equal(await paper(), light);
  await look.click();
  assert.notEqual(await paper(), light);
  await page.goto(HOME);
  await page.locator('.card').first().waitFor();
  assert.notEqual(await paper(), light);
  await page.emulateMedia({ colorScheme: 'dark' });
  await look.click();
  assert.notEqual(await paper(), light, 'as the system, which is dark now');
}));

test('nothing that was typed is kept in the browser', () => withPage({}, async (page) => {
  await page.getByLabel('Was gesagt wird').fill('Geheimnis morgen');
  await page.locator('.words', { hasText: 'Geheimnis' }).waitFor();
  const kept = await page.evaluate(async () => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, await indexedDB.databases()]));
  assert.equal(kept, '[{},{},"",[]]');
}));

test('the page may connect nowhere else, nor may its worker', () => withPage({}, async (page) => {
  const response = await page.request.get(`${HOME}js/worker.js`);
  assert.match(response.headers()['content-security-policy'], /default-src 'none'.*connect-src 'self'/);
  const meta = await page.locator('meta[http-equiv=Content-Security-Policy]').getAttribute('content');
  assert.match(meta, /connect-src 'self'/);
  assert.match((await page.request.get(`${HOME}klartext/klartext_wasm_bg.wasm`)).headers()['content-type'], /^application\/wasm/);
}));

test('an engine that does not load is told, and tried again', () => withPage({ now: null }, async (page) => {
  await page.route('**/*.wasm', (route) => route.fulfill({ status: 200, contentType: 'application/wasm', body: 'no wasm' }));
  await page.goto(`${HOME}?again`);
  await page.locator('.notice.bad', { hasText: 'Die Engine' }).waitFor();
  await page.unroute('**/*.wasm');
  await page.getByLabel('Was gesagt wird').fill('morgen');
  await page.locator('.card').first().waitFor();
}).catch((error) => {
  // The browser itself writes about the broken file on the console.
  if (!/WebAssembly|wasm/i.test(String(error.message))) throw error;
}));

test('every text has both languages, and every key a text', () => withPage({}, async (page) => {
  const { used, texts } = await page.evaluate(async () => {
    const { allTexts } = await import('./js/i18n.js');
    const files = ['anruf', 'bench', 'calendar', 'clock', 'dates', 'evidence', 'findings', 'help', 'main', 'prompt', 'prompt-agent', 'prompt-template', 'prompt-versions', 'satz', 'speech', 'termin', 'toast', 'values', 'verdict'];
    const sources = await Promise.all(files.map(async (name) => (await fetch(`js/${name}.js`)).text()));
    return { used: sources.flatMap((s) => [...s.matchAll(/\bt\('([a-z_0-9]+)'/g)].map((m) => m[1])), texts: allTexts() };
  });
  assert.ok(used.length > 150, String(used.length));
  assert.deepEqual([...new Set(used)].filter((key) => !(key in texts)), []);
  assert.deepEqual(Object.entries(texts).filter(([, pair]) => pair.length !== 2 || pair.some((text) => !text)), []);
}));

test('on a phone nothing runs over the edge', async () => {
  for (const tab of ['Satz', 'Anruf', 'Prompt', 'Termin']) {
    await withPage({ width: 360, tab }, async (page) => {
      await page.waitForFunction(() => document.querySelector('.answer, .rendered')?.childElementCount);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.equal(over, 0, `${tab} is ${over} px too wide`);
    });
  }
});
