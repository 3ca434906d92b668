// @ts-check
/** A verdict for people: what to do, the question, slots with who said them, the trace, what a conversation knows. */
import { h, fold, german } from './dom.js';
import { t } from './i18n.js';
import { findingList } from './findings.js';
import { slotText } from './values.js';
import { spoken } from './speech.js';

/** @param {any} verdict @returns {HTMLElement} */
export function verdictView(verdict) {
  const { outcome, ask, say, findings } = verdict;
  const trace = verdict.trace ?? [];
  return h(
    'div',
    { class: 'verdict' },
    h('p', { class: 'verdict-word', data: { outcome } }, t(`outcome_${outcome}`), h('span', { class: 'small' }, t(`outcome_${outcome}_about`))),
    ask && h('div', { class: 'question' }, h('p', { class: 'tag' }, t('asks_for', { slot: ask.slot })), spoken(ask.text),
      ask.options.length > 0 && h('ol', { class: 'options', lang: 'de' }, ask.options.map((/** @type {string} */ o) => h('li', null, o)))),
    say && say !== ask?.text && h('div', { class: 'question' }, h('p', { class: 'tag' }, t('says')), spoken(say)),
    h('h3', null, t('slots')),
    slotTable(verdict, trace),
    findings.length > 0 && h('h3', null, t('findings')),
    findingList(findings, { text: (finding) => heardText(finding, trace) }),
    trace.length > 0 && traceView(trace),
  );
}

/** The text that a finding's span counts in: what came under that key. @param {any} finding @param {any[]} trace */
function heardText(finding, trace) {
  if (!finding.slot || !finding.span) return null;
  for (const step of trace) {
    for (const input of step.inputs) {
      const name = String(input.name).replace(/^.*[.\]]/, '');
      if (name === finding.slot && typeof input.value === 'string' && finding.span.end <= input.value.length) return input.value;
    }
  }
  return null;
}

/** @param {any} verdict @param {any[]} trace */
function slotTable(verdict, trace) {
  const steps = trace.filter((step) => /^slots\.[^.]+$/.test(step.rule));
  const names = [...new Set([...steps.map((step) => step.rule.slice(6)), ...Object.keys(verdict.values)])];
  if (names.length === 0) return h('p', { class: 'empty' }, t('no_slots'));
  // On a phone the style stacks the cells, and a stacked table is one to a screen reader only with its roles written out.
  return h('table', { class: 'data slots', role: 'table', 'aria-label': t('slots') },
    h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' }, [t('slot'), t('value'), t('heard')].map((label) => h('th', { scope: 'col', role: 'columnheader' }, label)))),
    h('tbody', { role: 'rowgroup' }, names.map((name) => {
      const step = steps.find((s) => s.rule === `slots.${name}`);
      const has = name in verdict.values;
      return h('tr', { role: 'row', data: { has: has ? 'yes' : 'no' } },
        h('th', { scope: 'row', role: 'rowheader' }, h('code', null, name)),
        h('td', { role: 'cell' }, has ? h('span', { class: 'slot-value' }, slotText(verdict.values[name])) : h('span', { class: 'muted' }, t(name === verdict.ask?.slot ? 'slot_asked' : 'slot_empty'))),
        h('td', { role: 'cell' }, (step?.inputs ?? []).map(heardLine)));
    })));
}

/** @param {any} input */
function heardLine(input) {
  const value = typeof input.value === 'string' ? `„${input.value}“` : JSON.stringify(input.value);
  return h('p', { class: 'heard' }, german(value), ' ', input.source && h('span', { class: 'source', data: { source: input.source } }, t(`source_${input.source}`)),
    ' ', h('span', { class: 'path' }, input.name, input.turn > 1 && ` · ${t('turn', { n: input.turn })}`));
}

/** @param {any[]} trace */
function traceView(trace) {
  return fold('trace', false, t('trace'), () => h('ol', { class: 'trace-steps' }, trace.map((step) =>
    h('li', null,
      h('p', null, h('code', null, step.rule), ' → ', h('span', { class: 'mono small' }, step.outcome)),
      h('p', { class: 'small', lang: 'en' }, step.why),
      step.inputs.length > 0 && h('p', { class: 'path' }, step.inputs.map((/** @type {any} */ i) => `${i.name} = ${JSON.stringify(i.value)}`).join(' · '))))));
}

/** What a conversation knows after a turn. @param {any} state @param {number} turn */
export function stateView(state, turn) {
  if (!state) return null;
  const slots = Object.entries(state.slots ?? {});
  const { open } = state;
  return fold('known', turn > 1, t('known_after', { n: turn }), () => [
    open && h('p', { class: 'small' }, t('open_question', { slot: open.slot, code: open.code }), open.proposal && ` · ${t('proposed', { what: open.proposal })}`),
    h('ul', { class: 'known' }, slots.map(([name, slot]) => {
      const heard = Object.entries(slot.heard ?? {});
      return h('li', null, h('code', null, name), state.attempts?.[name] > 0 && h('span', { class: 'small' }, ` · ${t('attempts', { n: state.attempts[name] })}`),
        heard.map(([part, said]) => h('p', { class: 'heard' }, part !== 'value' && `${t(`part_${part}`)}: `, german(`„${said.text}“`), ' ',
          h('span', { class: 'source', data: { source: said.source } }, t(`source_${said.source}`)), ' ', h('span', { class: 'path' }, t('turn', { n: said.turn })))),
        (slot.history ?? []).map((/** @type {any} */ old) => h('p', { class: 'heard was' }, h('s', { lang: 'de' }, `„${old.text}“`), ' ', h('span', { class: 'path' }, t('turn', { n: old.turn })))),
        slot.confirmed?.length > 0 && h('p', { class: 'small' }, t('confirmed', { what: slot.confirmed.join(', ') })));
    })),
  ]);
}
