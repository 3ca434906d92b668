// @ts-check
/** Reads aloud with a voice of this device. Voices that send the text to a service are left out: nothing leaves the browser. */
import { h } from './dom.js';
import { t } from './i18n.js';

/** @returns {SpeechSynthesisVoice | null} */
function voice() {
  if (!('speechSynthesis' in window)) return null;
  const german = speechSynthesis.getVoices().filter((v) => v.localService && /^de\b/i.test(v.lang));
  return german.find((v) => v.lang === 'de-DE') ?? german[0] ?? null;
}

/** CSS shows the buttons as soon as there is a voice; browsers tell their voices late. */
export function watchVoices() {
  const tell = () => {
    document.documentElement.dataset.voice = voice() ? 'yes' : 'no';
  };
  tell();
  if ('speechSynthesis' in window) speechSynthesis.addEventListener?.('voiceschanged', tell);
}

/** A button that speaks the text; invisible where there is no voice. @param {string} text */
export function speakButton(text) {
  const speak = () => {
    const chosen = voice();
    if (!chosen) return;
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.voice = chosen;
    utterance.lang = chosen.lang;
    speechSynthesis.cancel();
    speechSynthesis.speak(utterance);
  };
  return h('button', { type: 'button', class: 'speak quiet', 'aria-label': `${t('speak')}: ${text}`, on: { click: speak } }, '▶ ', t('speak'));
}

/** Something that will be spoken, as a quotation, with the button. @param {string} text */
export function spoken(text) {
  return h('div', { class: 'spoken' }, h('q', { lang: 'de' }, text), speakButton(text));
}
