// @ts-check
/** The tab of an appointment: who calls, what is in the calendar, which one is meant. */
import { h, fill, button, field, select } from './dom.js';
import { t } from './i18n.js';
import { SUPERSEDED } from './client.js';
import { addDays } from './dates.js';
import { errorBox, findingList } from './findings.js';
import { evidenceView } from './evidence.js';
import { spoken } from './speech.js';
import { copy } from './toast.js';
import { appointments } from './samples.js';

const COLUMNS = ['id', 'name', 'phone', 'start', 'service', 'staff', 'status'];
const CLUES = ['name', 'phone', 'date', 'time', 'service', 'staff', 'call_id'];
const MAX_ROWS = 500;

/** @param {any} state from a link */
export function read(state) {
  const texts = (/** @type {any} */ from, /** @type {string[]} */ names) =>
    Object.fromEntries(names.map((name) => [name, typeof from?.[name] === 'string' ? from[name] : '']));
  const rows = Array.isArray(state?.rows) ? state.rows.slice(0, MAX_ROWS).map((/** @type {any} */ row) => texts(row, COLUMNS)) : null;
  return {
    /** null until the examples are put in, whose days depend on the clock */
    rows: /** @type {Record<string, string>[] | null} */ (rows),
    clues: texts(state?.clues, CLUES),
    signalled: state?.signalled !== false,
    replies: Array.isArray(state?.replies) ? state.replies.filter((/** @type {any} */ r) => typeof r === 'string').slice(0, 20) : /** @type {string[]} */ ([]),
  };
}

/** @param {HTMLElement} root @param {import('./main.js').Page} page @param {ReturnType<typeof read>} state */
export function mount(root, page, state) {
  if (state.rows === null) {
    const examples = appointments((days) => addDays(page.clock.today, days));
    state.rows = examples.rows;
    state.clues = examples.clues;
  }
  const rows = state.rows;
  /** @type {any} */
  let last = null;
  const body = h('tbody', null);
  const out = h('div', { class: 'answer' });
  const talk = h('ol', { class: 'talk' });
  const reply = h('input', { type: 'text', lang: 'de', autocomplete: 'off', placeholder: t('reply_placeholder') });
  const send = () => {
    const text = reply.value.trim();
    if (text === '') return;
    state.replies.push(text);
    reply.value = '';
    changed();
  };
  const form = h('form', { class: 'reply', on: { submit: (/** @type {Event} */ e) => {
    e.preventDefault();
    send();
  } } }, field(t('reply'), reply, 'wide'), h('button', { type: 'submit', class: 'primary' }, t('send')));
  const undo = button(t('take_back'), () => {
    state.replies.pop();
    changed();
    reply.focus();
  }, { class: 'quiet' });

  const clue = (/** @type {string} */ name) => field(t(`clue_${name}`), h('input', {
    type: 'text', lang: 'de', autocomplete: 'off', spellcheck: 'false', prop: { value: state.clues[name] },
    on: {
      input: (/** @type {any} */ e) => {
        state.clues[name] = e.target.value;
        state.replies.length = 0;
        changed();
      },
    },
  }));
  const source = select([['signalled', t('source_signalled')], ['said', t('source_said')]], state.signalled ? 'signalled' : 'said', (value) => {
    state.signalled = value === 'signalled';
    changed();
  });
  fill(
    root,
    h('h2', { class: 'hidden' }, t('tab_termin')),
    h('h3', null, t('clues')),
    h('div', { class: 'clues' }, clue('name'), clue('phone'), field(t('phone_is'), source), CLUES.slice(2).map(clue)),
    h('div', { class: 'split even' },
      h('div', null, h('h3', null, t('conversation')), talk, form, h('div', { class: 'actions' }, undo)),
      out),
    h('h3', null, t('calendar_entries')),
    h('div', { class: 'scroll', role: 'region', 'aria-label': t('calendar_entries'), tabindex: '0' }, h('table', { class: 'data entries' },
      h('thead', null, h('tr', null, COLUMNS.map((name) => h('th', { scope: 'col' }, t(`column_${name}`))), h('td', null))), body)),
    h('div', { class: 'actions below' },
      button(t('add_row'), () => {
        rows.push(Object.fromEntries(COLUMNS.map((name) => [name, name === 'id' ? `t${rows.length + 1}` : name === 'start' ? `${addDays(page.clock.today, 1)}T10:00` : ''])));
        drawRows();
        changed();
        body.querySelector('tr:last-child input')?.focus();
      }),
      button(t('copy_json'), () => last && copy(JSON.stringify(last[last.length - 1], null, 2)))),
  );

  function changed() {
    page.changed();
    page.soon(Math.max(...Object.values(state.clues).map((text) => text.length)), update);
  }

  function drawRows() {
    fill(body, rows.map((row, i) => h('tr', { data: { id: row.id } }, COLUMNS.map((name) => h('td', null, h('input', {
      type: 'text', 'aria-label': `${t(`column_${name}`)}, ${t('row', { n: i + 1 })}`, autocomplete: 'off', spellcheck: 'false',
      size: { id: 7, name: 15, phone: 13, start: 17, service: 16, staff: 11, status: 9 }[name], class: ['id', 'phone', 'start'].includes(name) ? 'mono' : '', prop: { value: row[name] },
      on: {
        input: (/** @type {any} */ e) => {
          row[name] = e.target.value;
          if (name === 'id') e.target.closest('tr').dataset.id = e.target.value;
          changed();
        },
      },
    }))), h('td', null, button('×', () => {
      rows.splice(i, 1);
      drawRows();
      changed();
    }, { class: 'quiet icon', 'aria-label': t('remove_named', { name: row.id || String(i + 1) }) })))));
  }

  function request() {
    const said = Object.fromEntries(Object.entries(state.clues).filter(([, text]) => text.trim() !== ''));
    const clues = { ...said, ...(said.phone && !state.signalled && { phone: { value: said.phone, source: 'said' } }) };
    const list = rows.filter((row) => Object.values(row).some(Boolean)).map((row) => Object.fromEntries(Object.entries(row).filter(([, text]) => text !== '')));
    return { clues, appointments: list, replies: state.replies, now: page.clock.now, zone: page.clock.zone };
  }

  function draw() {
    const answer = last[last.length - 1];
    fill(talk, last.flatMap((/** @type {any} */ turn, /** @type {number} */ i) => [
      state.replies[i - 1] !== undefined && h('li', { class: 'caller' }, h('span', { class: 'tag' }, t('caller')), h('p', { lang: 'de' }, state.replies[i - 1])),
      h('li', { class: 'agent' }, h('span', { class: 'tag' }, t('agent')),
        turn.question ? [spoken(turn.question.text), turn.question.options.length > 0 && h('ol', { class: 'options', lang: 'de' }, turn.question.options.map((/** @type {any} */ o) => h('li', null, o.label)))]
          : turn.say ? spoken(turn.say) : h('p', { class: 'small' }, t(`lookup_${turn.outcome}_about`))),
    ]));
    undo.hidden = state.replies.length === 0;
    form.hidden = answer.question === null;
    const text = (/** @type {any} */ f) => (f.slot && f.span && typeof state.clues[f.slot] === 'string' && f.span.end <= state.clues[f.slot].length ? state.clues[f.slot] : null);
    fill(
      out,
      h('p', { class: 'verdict-word', data: { outcome: answer.outcome } }, t(`lookup_${answer.outcome}`),
        h('span', { class: 'small' }, answer.appointment ? h('code', null, answer.appointment) : t(`lookup_${answer.outcome}_about`))),
      h('h3', null, t('evidence')),
      evidenceView(answer, rows),
      answer.findings.length > 0 && h('h3', null, t('findings')),
      findingList(answer.findings, { text }),
    );
    for (const tr of body.querySelectorAll('tr')) {
      const { id } = tr.dataset;
      tr.dataset.state = id && id === answer.appointment ? 'found' : answer.candidates.includes(id) ? 'candidate' : '';
    }
  }

  async function update() {
    try {
      const answer = await page.client.ask('termin', 'lookup', request());
      if (answer === SUPERSEDED) return;
      last = answer;
      draw();
    } catch (error) {
      last = null;
      fill(talk);
      form.hidden = true;
      undo.hidden = state.replies.length === 0;
      fill(out, errorBox(error, t('engine_says')));
    }
  }

  drawRows();
  update();
  return { update, focus: () => root.querySelector('input')?.focus() };
}
