// @ts-check
/** What speaks for each appointment and what against, as bars around a middle line. */
import { h } from './dom.js';
import { t } from './i18n.js';
import { number } from './dates.js';

/** @param {any} answer of a lookup @param {Record<string, string>[]} rows */
export function evidenceView(answer, rows) {
  if (answer.evidence.length === 0) return h('p', { class: 'empty' }, t('no_evidence'));
  const most = Math.max(1, ...answer.evidence.flatMap((/** @type {any} */ e) => e.clues.map((/** @type {any} */ c) => Math.abs(c.weight))));
  return h('ul', { class: 'evidence' }, answer.evidence.map((/** @type {any} */ evidence) => {
    const row = rows.find((r) => r.id === evidence.appointment);
    const named = [row?.name, row?.start?.replace('T', ' '), row?.service].filter(Boolean).join(' · ');
    return h('li', { data: { state: evidence.appointment === answer.appointment ? 'found' : answer.candidates.includes(evidence.appointment) ? 'candidate' : '' } },
      h('p', { class: 'evidence-head' }, h('code', null, evidence.appointment), ' ', named, h('strong', { class: 'sum' }, bits(evidence.weight))),
      h('ul', { class: 'bars' }, evidence.clues.map((/** @type {any} */ clue) => bar(clue, most))));
  }));
}

/** @param {any} clue @param {number} most */
function bar(clue, most) {
  const fillBar = h('span', { class: 'bar-fill', data: { sign: clue.weight < 0 ? 'minus' : 'plus' } });
  fillBar.style.setProperty('--part', String(Math.abs(clue.weight) / most));
  return h('li', { class: 'bar' },
    h('span', { class: 'bar-name' }, t(`clue_${clue.clue}`), ' ', h('span', { class: 'small' }, t(`agreement_${clue.agreement}`))),
    h('span', { class: 'bar-track', 'aria-hidden': 'true' }, fillBar),
    h('span', { class: 'bar-weight' }, bits(clue.weight)));
}

/** @param {number} weight in bits */
function bits(weight) {
  return `${number(weight, { minimumFractionDigits: 1, maximumFractionDigits: 1, signDisplay: 'exceptZero' })} bit`;
}
