/** A Chromium for the tests of a file, and a page in it that must not say anything on its console. */
import { after, before } from 'node:test';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';

const { KLARTEXT_PREVIEW: URL_OF_PAGE, KLARTEXT_ARTEFACTS: ARTEFACTS, KLARTEXT: COMMAND, CHROMIUM } = process.env;
if (!URL_OF_PAGE) throw new Error('run this with `cargo xtask preview --test`');

export const HOME = URL_OF_PAGE;
export const WEDNESDAY = '2025-11-05T10:00';

const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export function launch() {
  return chromium.launch({ executablePath: CHROMIUM || '/usr/bin/chromium', args: FLAGS });
}

/** @type {import('playwright-core').Browser} */
let browser;

/** Call this once at the top of a test file. */
export function useBrowser() {
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());
}

/**
 * Opens the page and runs a test in it. Errors on the console and requests to anywhere else fail the test.
 * @param {{hash?: string, query?: string, width?: number, scheme?: 'light' | 'dark', locale?: string, now?: string | null, tab?: string}} options
 * @param {(page: import('playwright-core').Page) => Promise<void>} body
 */
export async function withPage(options, body) {
  const { hash = '', query = '', width = 1280, scheme = 'light', locale = 'de-DE', now = WEDNESDAY, tab } = options;
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme, locale });
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: new URL(HOME).origin });
  const page = await context.newPage();
  const bad = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) bad.push(message.text());
  });
  page.on('pageerror', (error) => bad.push(String(error.stack)));
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (origin !== new URL(HOME).origin && !['data:', 'blob:'].includes(protocol)) bad.push(`request to ${request.url()}`);
  });
  try {
    await page.goto(HOME + query + hash);
    if (now) await page.getByLabel(/^(Gesagt am|Said at)$/).fill(now);
    if (tab) await page.getByRole('tab', { name: tab, exact: true }).click();
    await body(page);
    assert.deepEqual(bad, []);
  } finally {
    await context.close();
  }
}

/** A picture for whoever looks at the artefacts. */
export async function picture(page, name) {
  if (ARTEFACTS) await page.screenshot({ path: join(ARTEFACTS, `${name}.png`), fullPage: true });
}

export function clipboard(page) {
  return page.evaluate(() => navigator.clipboard.readText());
}

/** What `klartext test` says of files in a folder of their own: its exit status and output. */
export function klartextTest(files) {
  assert.ok(COMMAND, 'KLARTEXT names the command');
  const folder = mkdtempSync(join(tmpdir(), 'klartext-preview-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const { status, stdout, stderr } = spawnSync(COMMAND, ['test', folder], { encoding: 'utf8' });
  return { status, output: stdout + stderr };
}
