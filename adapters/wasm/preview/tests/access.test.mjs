/** Every tab in both languages, both looks and both widths, looked at by axe-core; a picture of each is kept. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { picture, useBrowser, withPage } from './browser.mjs';

useBrowser();

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TABS = { satz: ['Satz', 'Sentence'], anruf: ['Anruf', 'Call'], prompt: ['Prompt', 'Prompt'], termin: ['Termin', 'Appointment'] };

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Serious and critical violations fail, the others are told. The script comes in past the page's policy, which forbids it. */
async function look(page, where) {
  await page.evaluate(axe);
  const { violations, passes } = await page.evaluate(async (rules) => {
    const found = await globalThis.axe.run(document, { runOnly: rules });
    return {
      passes: found.passes.map((p) => p.id),
      violations: found.violations.map((v) => ({ id: v.id, impact: v.impact, nodes: v.nodes.map((n) => `${n.target} ${n.failureSummary}`).slice(0, 4) })),
    };
  }, RULES);
  assert.ok(passes.includes('color-contrast') && passes.includes('label'), `axe looked at ${passes}`);
  for (const v of violations) console.log(`${where}: ${v.impact} ${v.id} ${v.nodes[0]}`);
  assert.deepEqual(violations.filter((v) => ['serious', 'critical'].includes(v.impact)), [], where);
}

async function settle(page) {
  await page.waitForFunction(() => document.querySelector('.answer, .rendered')?.childElementCount);
  await page.waitForTimeout(150);
}

for (const scheme of ['light', 'dark']) {
  for (const [at, locale] of ['de-DE', 'en-GB'].entries()) {
    for (const width of [1280, 360]) {
      const all = `${locale.slice(0, 2)}-${scheme}-${width}`;
      test(`axe: ${all}`, () => withPage({ scheme, locale, width }, async (page) => {
        for (const [id, names] of Object.entries(TABS)) {
          await page.getByRole('tab', { name: names[at], exact: true }).click();
          await settle(page);
          await picture(page, `${id}-${all}`);
          await look(page, `${id}-${all}`);
        }
      }));
    }
  }
  test(`axe: with everything open and wrong, ${scheme}`, () => withPage({ scheme }, async (page) => {
    await page.getByLabel('Was gesagt wird').fill('am 31. November oder nicht Montag, den 11.11.2025');
    await page.locator('.finding').first().waitFor();
    await page.getByText('Antwort als JSON').click();
    await look(page, 'satz open');
    await page.getByRole('tab', { name: 'Anruf' }).click();
    await page.locator('.verdict-word').waitFor();
    for (const summary of await page.locator('summary').all()) await summary.click();
    await picture(page, `anruf-open-${scheme}`);
    await look(page, 'anruf open');
    await page.getByLabel('Regelsatz, TOML').fill('version = 1\n[slots.a]\ntype = "txt"\n');
    await page.locator('.rules-box .notice').waitFor();
    await picture(page, `anruf-wrong-${scheme}`);
    await look(page, 'anruf wrong');
    await page.getByRole('tab', { name: 'Prompt' }).click();
    for (const view of ['Zwei Versionen', 'Agent-Datei']) {
      await page.getByRole('tab', { name: view }).click();
      if (view === 'Agent-Datei') await page.getByLabel('Definition des Agenten oder Anruf, JSON').fill('{"general_prompt": "Heute ist der 5.11.2025. Grüß {{kunde}}."}');
      await page.waitForTimeout(250);
      await picture(page, `prompt-${view === 'Agent-Datei' ? 'agent' : 'versions'}-${scheme}`);
      await look(page, view);
    }
    await page.getByRole('button', { name: 'Hilfe' }).click();
    await picture(page, `help-${scheme}`);
    await look(page, 'help');
  }));
}
