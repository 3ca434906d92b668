// @ts-check
/** Short messages: seen for a moment, and read out by a screen reader. And the clipboard. */
import { t } from './i18n.js';

let timer = 0;

/** @param {string} text */
export function toast(text) {
  const node = /** @type {HTMLElement} */ (document.getElementById('status'));
  node.textContent = text;
  node.dataset.shown = 'yes';
  clearTimeout(timer);
  timer = window.setTimeout(() => delete node.dataset.shown, 3500);
}

/** Copies a text and says so. @param {string} text @param {string} [said] */
export async function copy(text, said = t('copied')) {
  toast((await toClipboard(text)) ? said : t('copy_failed'));
}

/** @param {string} text */
async function toClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Not allowed, or not a secure context: the old way still works there.
    const area = document.createElement('textarea');
    area.value = text;
    area.className = 'offscreen';
    const focused = /** @type {HTMLElement | null} */ (document.activeElement);
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    focused?.focus();
    return done;
  }
}
