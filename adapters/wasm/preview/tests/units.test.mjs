/** Modules of the page by themselves, in the browser. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { useBrowser, withPage } from './browser.mjs';

useBrowser();

test('a diff gives both texts back, whatever they are', () => withPage({}, async (page) => {
  const bad = await page.evaluate(async () => {
    const { diff } = await import('./js/diff.js');
    let seed = 7;
    const next = (n) => {
      seed = (seed * 1103515245 + 12345) & 0x7fffffff;
      return (seed >> 8) % n;
    };
    const text = () => Array.from({ length: next(14) }, () => ['a ', 'b ', 'c\n', 'Grüße, ', '\n', '👋'][next(6)]).join('');
    for (let i = 0; i < 5000; i += 1) {
      const [a, b] = [text(), text()];
      const changes = diff(a, b);
      const of = (not) => changes.filter((c) => c.op !== not).map((c) => c.text).join('');
      if (of('new') !== a || of('gone') !== b) return [a, b, changes];
      if (a === b && changes.some((c) => c.op !== 'same')) return [a, b, changes];
    }
    return null;
  });
  assert.equal(bad, null);
}));

test('a diff finds the word that changed', () => withPage({}, async (page) => {
  const changes = await page.evaluate(async () => (await import('./js/diff.js')).diff('Eins.\nSagen Sie guten Tag.\nDrei.', 'Eins.\nSagen Sie guten Abend.\nDrei.'));
  assert.deepEqual(changes, [
    { op: 'same', text: 'Eins.\nSagen Sie guten ' }, { op: 'gone', text: 'Tag' }, { op: 'new', text: 'Abend' }, { op: 'same', text: '.\nDrei.' },
  ]);
}));

test('texts of TOML', () => withPage({}, async (page) => {
  const written = await page.evaluate(async () => {
    const { tomlText } = await import('./js/fixture.js');
    return ['a"b\\c', 'x\ny\tz\r', '\u0001\u007f', 'ü👋', '\ud800x'].map(tomlText);
  });
  assert.deepEqual(written, ['"a\\"b\\\\c"', '"x\\ny\\tz\\r"', '"\\u0001\\u007f"', '"ü👋"', '"\ufffdx"']);
}));

test('of questions on one channel the latest is answered', () => withPage({}, async (page) => {
  const ends = await page.evaluate(async () => {
    const { EngineClient, SUPERSEDED } = await import('./js/client.js');
    const client = new EngineClient(() => new Worker('./js/worker.js', { type: 'module' }));
    const ask = (text, channel) => client.ask(channel, 'sentence', { text, now: '2025-11-05T10:00', zone: 'Europe/Berlin', expect: 'future' })
      .then((a) => (a === SUPERSEDED ? 'superseded' : a.resolve.readings[0].date));
    return Promise.all([ask('heute', 'a'), ask('morgen', 'a'), ask('morgen', 'b'), ask('übermorgen', 'a')]);
  });
  assert.deepEqual(ends, ['superseded', 'superseded', '2025-11-06', '2025-11-07']);
}));

test('an error is data with its code; the next question is answered', () => withPage({}, async (page) => {
  const [error, answer] = await page.evaluate(async () => {
    const { EngineClient } = await import('./js/client.js');
    const client = new EngineClient(() => new Worker('./js/worker.js', { type: 'module' }));
    const ask = (zone) => client.ask('a', 'sentence', { text: 'morgen', now: '2025-11-05T10:00', zone, expect: 'future' });
    const failed = await ask('Mars/Olympus').catch((e) => e);
    return [failed, (await ask('UTC')).resolve.status];
  });
  assert.equal(error.code, 'zone');
  assert.match(error.message, /Mars\/Olympus/);
  assert.equal(answer, 'resolved');
}));

test('a worker that hangs is given up, and the next question gets a new one', () => withPage({}, async (page) => {
  const ends = await page.evaluate(async () => {
    const { EngineClient } = await import('./js/client.js');
    let started = 0;
    const client = new EngineClient(() => {
      started += 1;
      return /** @type {any} */ (started === 1 ? { postMessage() {}, terminate() {} } : new Worker('./js/worker.js', { type: 'module' }));
    }, 50);
    const ask = (text) => client.ask('a', 'sentence', { text, now: '2025-11-05T10:00', zone: 'UTC', expect: 'future' });
    const first = await ask('heute').catch((e) => e.code);
    client.patience = 15_000;
    return [first, (await ask('morgen')).resolve.status, started];
  });
  assert.deepEqual(ends, ['timeout', 'resolved', 2]);
}));

test('repetitions in words', () => withPage({}, async (page) => {
  const said = await page.evaluate(async () => {
    const { recurrence } = await import('./js/values.js');
    return ['FREQ=WEEKLY;INTERVAL=4;BYDAY=TU;BYHOUR=10;BYMINUTE=0', 'FREQ=MONTHLY;BYDAY=-1FR', 'FREQ=DAILY', 'FREQ=MONTHLY;BYMONTHDAY=15', 'FREQ=SECONDLY']
      .map((rule) => recurrence(rule))
      .concat(recurrence('FREQ=WEEKLY;UNTIL=20251225', '2025-11-11'));
  });
  assert.deepEqual(said, ['alle 4 Wochen, Dienstag, 10:00 Uhr', 'jeden Monat, letzter Freitag', 'jeden Tag', 'jeden Monat, am 15.', 'FREQ=SECONDLY',
    'jede Woche, ab Dienstag, 11. November 2025, bis Donnerstag, 25. Dezember 2025']);
}));
