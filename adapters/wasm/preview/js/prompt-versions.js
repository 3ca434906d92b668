// @ts-check
/** Two versions of a prompt, or of an agent file: what changed. */
import { h, fill, button } from './dom.js';
import { t } from './i18n.js';
import { SUPERSEDED } from './client.js';
import { editor } from './editor.js';
import { errorBox, findingList } from './findings.js';
import { TEMPLATE } from './samples.js';

/** @param {any} state from a link */
export function read(state) {
  return {
    before: typeof state?.before === 'string' ? state.before : TEMPLATE.before,
    after: typeof state?.after === 'string' ? state.after : TEMPLATE.after,
  };
}

/** @param {HTMLElement} root @param {import('./main.js').Page} page @param {ReturnType<typeof read>} state */
export function mount(root, page, state) {
  const side = (/** @type {'before' | 'after'} */ which) => editor({
    label: t(`version_${which}`), value: state[which], rows: 9, code: true, language: 'de',
    onInput: (value) => {
      state[which] = value;
      page.changed();
      page.soon(state.before.length + state.after.length, update);
    },
  });
  const before = side('before');
  const after = side('after');
  const out = h('div', { class: 'answer' });
  const swap = button(t('swap'), () => {
    [state.before, state.after] = [state.after, state.before];
    before.set(state.before);
    after.set(state.after);
    page.changed();
    update();
  }, { class: 'quiet' });
  fill(root, h('div', { class: 'split even' }, before.node, after.node), h('div', { class: 'actions' }, swap), out);

  /** @param {any} answer */
  function draw({ changes, variables, agent }) {
    const gone = variables.before.filter((/** @type {string} */ v) => !variables.after.includes(v));
    const fresh = variables.after.filter((/** @type {string} */ v) => !variables.before.includes(v));
    const names = (/** @type {string[]} */ list) => list.map((name) => [h('code', null, name), ' ']);
    const same = changes.every((/** @type {any} */ c) => c.op === 'same');
    fill(
      out,
      fresh.length > 0 && h('p', null, `${t('variables_new')} `, names(fresh)),
      gone.length > 0 && h('p', null, `${t('variables_gone')} `, names(gone)),
      agent && agentChanges(agent),
      h('h3', null, t('changes')),
      same ? h('p', { class: 'empty' }, t('no_changes')) : h('div', { class: 'diff', lang: 'de' }, changes.map(piece)),
    );
  }

  async function update() {
    try {
      const answer = await page.client.ask('versions', 'versions', { before: state.before, after: state.after });
      if (answer !== SUPERSEDED) draw(answer);
    } catch (error) {
      fill(out, errorBox(error, t('engine_says')));
    }
  }

  update();
  return { update, focus: () => before.area.focus() };
}

/** So much of what stayed is shown around a change. */
const CONTEXT = 160;

/** @param {any} change @param {number} i @param {any[]} all */
function piece({ op, text }, i, all) {
  if (op === 'gone') return h('del', null, text);
  if (op === 'new') return h('ins', null, text);
  if (text.length <= CONTEXT * 2 + 40) return text;
  const head = i > 0 ? text.slice(0, CONTEXT) : '';
  const tail = i < all.length - 1 ? text.slice(-CONTEXT) : '';
  return [head, h('span', { class: 'skipped' }, t('unchanged', { n: text.length - head.length - tail.length })), tail];
}

/** @param {any} diff as `klartext agent diff` gives it */
function agentChanges(diff) {
  return h('div', null,
    h('h3', null, t('agent_changes')),
    h('ul', { class: 'plain' }, diff.parts.map((/** @type {any} */ part) => h('li', null,
      h('span', { class: 'badge', data: { change: part.change } }, t(`change_${part.change}`)), ' ',
      `${t(`what_${part.what}`)} `, h('code', null, part.name),
      part.fields.length > 0 && h('span', { class: 'small' }, ` · ${part.fields.map((/** @type {any} */ f) => f.path).join(', ')}`)))),
    diff.new_findings.length > 0 && [h('h3', null, t('new_findings')), findingList(diff.new_findings)]);
}
