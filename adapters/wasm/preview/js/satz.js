// @ts-check
/** The tab of a sentence: readings, words, calendar, voice. */
import { h, fill, fold, button, field, select } from './dom.js';
import { lang, t } from './i18n.js';
import { SUPERSEDED } from './client.js';
import { editor } from './editor.js';
import { calendars, marksOf } from './calendar.js';
import { describe, twoLines } from './values.js';
import { errorBox, findingList } from './findings.js';
import { excerpt, pieces } from './marks.js';
import { resolveCase } from './fixture.js';
import { spoken } from './speech.js';
import { copy, toast } from './toast.js';
import { SENTENCES } from './samples.js';

/** So many cards at once; the others on request. */
const FIRST_CARDS = 12;
const MAX_CARDS = 200;
const MAX_FINDINGS = 40;
/** Characters of JSON that are shown; copied is all of it. */
const MAX_JSON = 40_000;

/** @param {any} state from a link */
export function read(state) {
  return {
    text: typeof state?.text === 'string' ? state.text : SENTENCES[0],
    expect: ['future', 'past', 'any'].includes(state?.expect) ? state.expect : 'future',
  };
}

/** @param {HTMLElement} root @param {import('./main.js').Page} page @param {ReturnType<typeof read>} state */
export function mount(root, page, state) {
  /** @type {any} */
  let last = null;
  let all = false;
  const input = editor({
    label: t('said_label'),
    value: state.text,
    rows: 2,
    className: 'said',
    placeholder: t('said_placeholder'),
    onInput: (value) => {
      state.text = value;
      all = false;
      grow();
      page.changed();
      page.soon(value.length, update);
    },
  });
  const chips = h('div', { class: 'chips', role: 'group', 'aria-label': t('examples') }, SENTENCES.map((text) =>
    button(text, () => {
      input.set(text);
      state.text = text;
      all = false;
      grow();
      page.changed();
      update();
      input.area.focus();
    }, { class: 'chip', lang: 'de' })));
  const expect = select(
    [['future', t('expect_future')], ['past', t('expect_past')], ['any', t('expect_any')]],
    state.expect,
    (value) => {
      state.expect = /** @type {any} */ (value);
      page.changed();
      update();
    },
  );
  const out = h('div', { class: 'answer' });
  const said = h('p', { class: 'hidden', role: 'status' });
  const copyJson = button(t('copy_json'), () => last?.resolve && copy(JSON.stringify(last.resolve, null, 2)));
  const copyCase = button(t('copy_case'), () => {
    if (last?.resolve) copy(resolveCase(last.request, last.resolve), t('case_copied'));
    else toast(t('nothing_to_copy'));
  });
  fill(root, h('h2', { class: 'hidden' }, t('tab_satz')), h('div', { class: 'ask-bar' }, input.node, field(t('expect'), expect, 'narrow')), chips, out,
    h('div', { class: 'actions below' }, copyJson, copyCase), said);

  function grow() {
    // A short text takes the room it needs; measuring a long one would be felt while typing.
    input.area.rows = state.text.length > 1200 ? 12 : Math.min(8, Math.max(2, Math.ceil(state.text.length / 58), state.text.split('\n').length));
  }

  let sayTimer = 0;
  /** Told once typing pauses, so that a screen reader is not talked over. */
  function tell() {
    clearTimeout(sayTimer);
    sayTimer = window.setTimeout(() => {
      said.textContent = last?.resolve ? summary(last.resolve) : '';
    }, 900);
  }

  /** @type {Promise<void>} */
  let pending = Promise.resolve();
  function update() {
    pending = answerNow();
  }

  async function answerNow() {
    const request = { text: state.text, now: page.clock.now, zone: page.clock.zone, expect: state.expect };
    if (request.text.trim() === '') {
      last = null;
      fill(out, h('p', { class: 'empty' }, t('satz_empty')));
      return;
    }
    try {
      const answer = await page.client.ask('satz', 'sentence', request);
      if (answer === SUPERSEDED) return;
      last = { ...answer, request };
      Object.assign(out.dataset, { for: request.text.length < 200 ? request.text : '', expect: request.expect });
      input.invalid(answer.resolve.status === 'invalid');
      draw();
    } catch (error) {
      last = null;
      input.invalid(true);
      fill(out, errorBox(error, t('engine_says'), { text: request.text, go: input.go }));
    }
    tell();
  }

  // Parts that stay on the page; one is drawn anew only where what it shows has changed.
  const parts = { words: h('div', null), outcome: h('div', null), cards: h('div', null), findings: h('div', null), calendar: h('div', null), json: h('div', null) };
  const frame = [parts.words, parts.outcome,
    h('div', { class: 'split' }, h('div', null, parts.cards, parts.findings), h('div', { class: 'side' }, parts.calendar, parts.json))];
  /** @type {Map<Element, string>} */
  const shownIn = new Map();
  /** @param {HTMLElement} part @param {unknown} what @param {() => any} build */
  function refresh(part, what, build) {
    const key = JSON.stringify(what);
    if (shownIn.get(part) === key) return;
    shownIn.set(part, key);
    fill(part, build());
  }

  function draw() {
    const { resolve, explain, mentions, request } = last;
    const count = mentions ? mentions.length : resolve.readings.length;
    const most = all ? MAX_CARDS : FIRST_CARDS;
    const shown = mentions ? mentions.slice(0, most) : resolve.readings.slice(0, most);
    const findings = mentions ? mentions.flatMap((/** @type {any} */ m) => m.findings) : resolve.findings;
    const noticed = findings.slice(0, MAX_FINDINGS);
    const marks = marksOf(mentions ? mentions.flatMap((/** @type {any} */ m) => m.readings) : resolve.readings, (r) => describe(r));
    refresh(parts.words, explain && [request.text, explain.phrases, findings], () => explain && sentence(request.text, explain, findings));
    refresh(parts.outcome, [resolve.status, count], () =>
      h('p', { class: `outcome is-${resolve.status}` }, mentions ? t('mentions', { n: count }) : summary(resolve)));
    refresh(parts.cards, [shown, count, resolve.say, explain?.readings.map((/** @type {any} */ r) => r.assumptions), all], () => [
      shown.length > 0 && h('ul', { class: 'cards' }, mentions ? mentionCards(shown, request) : readingCards(shown, resolve, explain)),
      all && count > MAX_CARDS && h('p', { class: 'small' }, t('and_more', { n: count - MAX_CARDS })),
      !all && count > shown.length && button(t('show_more', { n: Math.min(count, MAX_CARDS) - shown.length }), () => {
        all = true;
        draw();
      }),
    ]);
    refresh(parts.findings, [request.text, noticed, findings.length], () => findings.length > 0 && [
      h('h3', null, t('findings')),
      findingList(noticed, { text: () => request.text, ...(request.text.length > 160 && { go: (f) => input.go(f.span) }) }),
      findings.length > MAX_FINDINGS && h('p', { class: 'small' }, t('and_more', { n: findings.length - MAX_FINDINGS })),
    ]);
    refresh(parts.calendar, [[...marks], page.clock.today], () => marks.size > 0 && calendars(marks, page.clock.today));
    refresh(parts.json, resolve, () => jsonView(resolve));
    if (out.firstChild !== parts.words) fill(out, frame);
  }

  grow();
  update();
  return { update, focus: () => input.area.focus(), input, settled: () => pending };
}

/** The answer as data. @param {any} answer */
function jsonView(answer) {
  return fold('json', false, t('show_json'), () => {
    const text = JSON.stringify(answer, null, 2);
    return h('pre', { class: 'json', tabindex: '0' }, text.length > MAX_JSON ? `${text.slice(0, MAX_JSON)}\n… ${t('json_long')}` : text);
  });
}

/** @param {any} answer */
function summary(answer) {
  const offers = new Set(answer.readings.map((/** @type {any} */ r) => r.offer)).size;
  if (answer.status === 'none') return t('status_none');
  if (answer.status === 'invalid') return t('status_invalid');
  if (answer.status === 'ambiguous') return t('status_ambiguous', { n: answer.readings.length });
  return offers > 1 ? t('status_offers', { n: offers }) : t('status_resolved');
}

/** What kind of thing a phrase is; it decides the line under it. @param {any} phrase */
function kindOf(phrase) {
  const { rule } = phrase;
  if (rule === null) return 'joint';
  if (/^(each|every|always)/.test(rule)) return 'repeat';
  if (/length|fraction/.test(rule)) return 'length';
  if (/time|hour|minutes|quarter-(to|past|of)|three-quarters|clock|half-hour|part/.test(rule)) return 'time';
  return 'day';
}

/**
 * The sentence with its words underlined by what they became, and that below them.
 * @param {string} text @param {any} explain @param {any[]} findings
 */
function sentence(text, explain, findings) {
  const corrected = explain.words.filter((/** @type {any} */ w) => w.corrected);
  const bad = findings.filter((f) => f.severity !== 'note' && f.span);
  const marks = explain.phrases.map((/** @type {any} */ p) => ({
    ...p.span,
    kind: kindOf(p),
    label: p.means[lang()],
    bad: bad.some((f) => f.span.start < p.span.end && p.span.start < f.span.end),
    corrected: corrected.some((/** @type {any} */ w) => w.span.start >= p.span.start && w.span.end <= p.span.end),
  }));
  return h('figure', { class: 'understood' },
    h('figcaption', { class: 'hidden' }, t('understood')),
    h('div', { class: 'words', lang: 'de' }, pieces(text, marks).map(({ text: part, mark }) => {
      if (!mark) return h('span', { class: 'plain-word' }, part);
      const { kind, label } = /** @type {any} */ (mark);
      const flags = { kind, ...(/** @type {any} */ (mark).bad && { bad: 'yes' }) };
      return h('span', { class: 'word', data: flags },
        h('span', { class: 'word-text' }, part),
        h('span', { class: 'word-means', lang: lang() }, label, /** @type {any} */ (mark).corrected && ` (${t('corrected')})`));
    })));
}

/** @param {any[]} shown the first of its readings @param {any} resolve @param {any} explain @returns {HTMLElement[]} */
function readingCards(shown, resolve, explain) {
  /** @type {Map<number, number>} how many readings each offer has */
  const perOffer = new Map();
  for (const { offer } of resolve.readings) perOffer.set(offer, (perOffer.get(offer) ?? 0) + 1);
  const offers = perOffer.size;
  const seen = new Set();
  return shown.map((/** @type {any} */ reading, /** @type {number} */ i) => {
    const best = !seen.has(reading.offer);
    seen.add(reading.offer);
    const note = explain?.readings[i];
    const alone = perOffer.get(reading.offer) === 1;
    const tag = [offers > 1 && t('offer', { n: reading.offer + 1 }), !alone && t(best ? 'best' : 'also')].filter(Boolean).join(' · ');
    return card(reading, { tag, best, assumptions: note?.assumptions, say: note?.say ?? (i === 0 ? resolve.say : null) });
  });
}

/** @param {any} reading @param {{tag: string, best: boolean, assumptions?: any[], say: string | null}} about */
function card(reading, about) {
  const [first, second] = twoLines(reading);
  return h('li', { class: 'card', data: { best: about.best ? 'yes' : 'no' } },
    h('p', { class: 'tag' }, about.tag || t(`kind_${reading.kind}`)),
    h('p', { class: 'value' }, first, second && h('span', { class: 'value-second' }, second)),
    h('p', { class: 'small mono' }, exact(reading).map((line, i) => [i > 0 && h('br', null), line])),
    about.assumptions && h('div', { class: 'assumed' }, about.assumptions.length === 0
      ? h('p', { class: 'small' }, t('nothing_assumed'))
      : [h('p', { class: 'small' }, t('assumed')), h('ul', null, about.assumptions.map((a) => h('li', null, a.message[lang()])))]),
    about.say && spoken(about.say));
}

/** The value as a program gets it, in lines. @param {any} reading @returns {string[]} */
function exact(reading) {
  switch (reading.kind) {
    case 'datetime': return [`${reading.local} ${reading.zone}`, reading.utc];
    case 'date': return [reading.date];
    case 'time': return [reading.time];
    case 'interval': return [`${reading.start ?? '…'} → ${reading.end ?? '…'}`];
    case 'duration': return [`${reading.seconds} s`];
    default: return String(reading.rrule ?? '').split(/(?<=;)(?=BY)/);
  }
}

/** A long text: each place in it where a time is told. @param {any[]} mentions @param {{text: string}} request @returns {HTMLElement[]} */
function mentionCards(mentions, request) {
  return mentions.map((mention) => h('li', { class: 'card', data: { best: 'yes' } },
    excerpt(request.text, mention.span),
    mention.readings.length === 0
      ? h('p', { class: 'small' }, t(`status_${mention.status}`))
      : h('ul', { class: 'plain' }, mention.readings.slice(0, 4).map((/** @type {any} */ r) => h('li', null, describe(r)))),
    mention.readings.length > 4 && h('p', { class: 'small' }, t('and_more', { n: mention.readings.length - 4 })),
    mention.say && spoken(mention.say)));
}
