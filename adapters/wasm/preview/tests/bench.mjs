/** The page's own bench, run in Chromium and printed: `cargo xtask preview --bench`. */
import { HOME, launch } from './browser.mjs';

const browser = await launch();
const page = await browser.newPage({ locale: 'de-DE' });
await page.goto(`${HOME}?bench`);
const box = page.locator('#bench[data-figures]');
await box.waitFor({ timeout: 120_000 });
const figures = JSON.parse(await box.getAttribute('data-figures'));
await browser.close();

const told = {
  engine: 'inside of the worker',
  answer: 'asked to answered, with the way to the worker and back',
  shown: 'input event to new page, laid out',
  ready: 'bytes there to ready',
  first: 'ready to first answer',
};
console.log(`ms         median     p95     max      n`);
for (const [name, about] of Object.entries(told)) {
  const { median, p95, max, n } = figures[name];
  console.log(`${name.padEnd(9)} ${[median, p95, max].map((x) => x.toFixed(2).padStart(7)).join(' ')} ${String(n).padStart(6)}   ${about}`);
}
