// @ts-check
/**
 * How long a keystroke takes, measured in the page itself: open it with `?bench`. Every sentence of the examples is typed
 * letter by letter, several times; of all keystrokes the median counts.
 */
import { h } from './dom.js';
import { t } from './i18n.js';
import { number } from './dates.js';
import { EngineClient } from './client.js';
import { SENTENCES, SAMPLE_NOW } from './samples.js';

const ROUNDS = 5;
const COLD_STARTS = 7;

/** @param {number[]} times */
function stats(times) {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (/** @type {number} */ part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN;
  return { n: sorted.length, median: at(0.5), p95: at(0.95), max: at(1) };
}

/** Every beginning of every sentence. */
function keystrokes() {
  return SENTENCES.flatMap((text) => Array.from({ length: text.length }, (_, i) => text.slice(0, i + 1)));
}

/**
 * @param {import('./main.js').Page} page on the tab of sentences
 * @returns figures in ms: `engine` inside of the worker, `answer` from asking to having the answer, `shown` from the input
 *   event to the new page, laid out; `ready` and `first` of workers that were started for it
 */
export async function run(page) {
  const texts = keystrokes();
  /** @type {Record<string, number[]>} */
  const times = { engine: [], answer: [], shown: [], ready: [], first: [] };
  const zone = page.clock.zone;
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const text of texts) {
      const start = performance.now();
      await page.client.ask('bench', 'sentence', { text, now: SAMPLE_NOW, zone, expect: 'future' });
      times.answer.push(performance.now() - start);
      times.engine.push(page.client.lastMs);
    }
  }
  if (page.tab === 'satz') {
    const tab = /** @type {any} */ (page.shown);
    const { area } = tab.input;
    const before = area.value;
    for (const text of texts) {
      area.value = text;
      const start = performance.now();
      area.dispatchEvent(new Event('input', { bubbles: true }));
      await tab.settled();
      document.body.getBoundingClientRect();
      times.shown.push(performance.now() - start);
    }
    area.value = before;
    area.dispatchEvent(new Event('input', { bubbles: true }));
  }
  let bytes = 0;
  for (let i = 0; i < COLD_STARTS; i += 1) {
    const client = new EngineClient(page.client.start);
    const start = await client.ask('cold', 'cold', null);
    client.worker?.terminate();
    times.ready.push(start.ready);
    times.first.push(start.first);
    bytes = start.bytes;
  }
  return { bytes, ...Object.fromEntries(Object.entries(times).map(([name, list]) => [name, stats(list)])) };
}

/** Measures and shows the figures; tests read them from the element. @param {import('./main.js').Page} page */
export async function show(page) {
  const box = h('section', { class: 'bench', id: 'bench' }, h('h2', null, t('bench_title')), h('p', null, t('bench_running')));
  document.getElementById('panels')?.prepend(box);
  const figures = await run(page);
  const rows = /** @type {any[]} */ (Object.entries(figures).filter(([, value]) => typeof value === 'object'));
  box.replaceChildren(
    h('h2', null, t('bench_title')),
    h('table', { class: 'data' },
      h('thead', null, h('tr', null, ['ms', 'n', 'median', 'p95', 'max'].map((name) => h('th', { scope: 'col' }, name)))),
      h('tbody', null, rows.map(([name, s]) => h('tr', null, h('th', { scope: 'row' }, name), h('td', null, s.n), [s.median, s.p95, s.max].map((x) => h('td', null, number(x, { maximumFractionDigits: 2 }))))))),
  );
  box.dataset.figures = JSON.stringify(figures);
}
