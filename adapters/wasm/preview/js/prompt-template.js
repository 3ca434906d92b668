// @ts-check
/** A text with variables: marked while it is written, rendered below. */
import { h, fill, button, field, select } from './dom.js';
import { t } from './i18n.js';
import { SUPERSEDED } from './client.js';
import { editor } from './editor.js';
import { errorBox, findingList, isBad, markOf } from './findings.js';
import { spoken } from './speech.js';
import { copy } from './toast.js';
import { TEMPLATE } from './samples.js';

/** @param {any} state from a link */
export function read(state) {
  const vars = Array.isArray(state?.vars)
    ? state.vars.filter((/** @type {any} */ v) => Array.isArray(v) && v.length === 2 && v.every((x) => typeof x === 'string')).slice(0, 200)
    : TEMPLATE.vars.map(([name, value]) => [name, value]);
  return {
    text: typeof state?.text === 'string' ? state.text : TEMPLATE.template,
    vars: /** @type {[string, string][]} */ (vars),
    syntax: ['angle', 'mustache', 'both'].includes(state?.syntax) ? state.syntax : 'angle',
    policy: ['default', 'error', 'keep', 'empty'].includes(state?.policy) ? state.policy : 'default',
  };
}

/** @param {HTMLElement} root @param {import('./main.js').Page} page @param {ReturnType<typeof read>} state */
export function mount(root, page, state) {
  const changed = () => {
    page.changed();
    page.soon(state.text.length, update);
  };
  const text = editor({
    label: t('template'), value: state.text, rows: 10, code: true, language: 'de',
    onInput: (value) => {
      state.text = value;
      changed();
    },
  });
  const rows = h('tbody', null);
  const notes = h('div', null);
  const rendered = h('div', { class: 'rendered', lang: 'de' });
  const syntax = select([['angle', '<<name>>'], ['mustache', '{{name}}'], ['both', t('both')]], state.syntax, (value) => {
    state.syntax = value;
    changed();
  });
  const policy = select(['default', 'error', 'keep', 'empty'].map((p) => [p, t(`policy_${p}`)]), state.policy, (value) => {
    state.policy = value;
    changed();
  });
  fill(
    root,
    h('div', { class: 'row' }, field(t('syntax'), syntax), field(t('policy'), policy)),
    h('div', { class: 'split even' },
      h('div', null, text.node, notes),
      h('div', null,
        h('h3', null, t('rendered')), rendered,
        h('h3', null, t('variables')),
        h('table', { class: 'data vars' }, h('thead', null, h('tr', null, h('th', { scope: 'col' }, t('name')), h('th', { scope: 'col' }, t('value')), h('td', null))), rows),
        button(t('add_variable'), () => addVariable('')))),
  );

  function drawRows() {
    fill(rows, state.vars.map((pair, i) => {
      const input = (/** @type {0 | 1} */ at, /** @type {string} */ label) => h('input', {
        type: 'text', 'aria-label': label, spellcheck: 'false', autocomplete: 'off', class: at === 0 ? 'mono' : '', prop: { value: pair[at] },
        on: {
          input: (/** @type {any} */ e) => {
            pair[at] = e.target.value;
            changed();
          },
        },
      });
      return h('tr', null,
        h('td', null, input(0, t('variable_name', { n: i + 1 }))),
        h('td', null, input(1, t('value_of', { name: pair[0] || String(i + 1) }))),
        h('td', null, button('×', () => {
          state.vars.splice(i, 1);
          drawRows();
          changed();
        }, { class: 'quiet icon', 'aria-label': t('remove_named', { name: pair[0] || String(i + 1) }) })));
    }));
  }

  /** @param {string} name */
  function addVariable(name) {
    state.vars.push([name, '']);
    drawRows();
    changed();
    const inputs = rows.querySelectorAll('tr:last-child input');
    /** @type {HTMLInputElement | undefined} */ (inputs[name ? 1 : 0])?.focus();
  }

  /** Mends one place of the text; the caret stays near it. @param {{start: number, end: number}} span @param {string} from @param {string} to */
  function replace(span, from, to) {
    const marker = state.text.slice(span.start, span.end);
    const fresh = marker.replace(from, () => to);
    state.text = state.text.slice(0, span.start) + fresh + state.text.slice(span.end);
    text.set(state.text);
    text.go({ start: span.start, end: span.start + fresh.length });
    changed();
  }

  /** @param {any} finding */
  function fix(finding) {
    const { name, suggestion, span } = finding;
    const wrong = finding.code === 'format_misspelled' ? finding.format : name;
    if (typeof wrong === 'string' && typeof suggestion === 'string' && span) {
      return button(t('use_instead', { name: suggestion }), () => replace(span, wrong, suggestion));
    }
    return finding.code === 'variable_missing' ? button(t('give_value', { name }), () => addVariable(name)) : null;
  }

  /** @param {any} answer */
  function draw({ check, render, preview }) {
    const findings = merge(check.findings, [...render.errors, ...render.findings]);
    const flawed = findings.filter((f) => f.span && isBad(f)).map(markOf);
    const known = check.markers.map((/** @type {any} */ m) => ({ ...m.span, kind: 'variable' }));
    // What is wrong comes first: of two marks in one place the first is shown.
    text.mark([...flawed, ...known]);
    text.invalid(findings.some((f) => f.severity === 'error'));
    fill(notes, h('p', { class: 'small' }, t('markers_found', { n: check.markers.length, names: check.variables.length })),
      findingList(findings, { text: () => state.text, go: (f) => text.go(f.span), fix }));
    if (render.text === null) fill(rendered, h('p', { class: 'empty' }, t('not_rendered')), preview !== null && h('p', { class: 'said-text muted' }, preview));
    else fill(rendered, h('p', { class: 'said-text' }, render.text), h('div', { class: 'actions' }, button(t('copy_text'), () => copy(render.text), { class: 'quiet' }), spoken(render.text).querySelector('button')));
  }

  async function update() {
    const vars = Object.fromEntries(state.vars.filter(([name]) => name !== ''));
    const request = { template: state.text, vars, syntax: state.syntax, policy: state.policy, now: page.clock.now, zone: page.clock.zone };
    try {
      const answer = await page.client.ask('template', 'template', request);
      if (answer !== SUPERSEDED) draw(answer);
    } catch (error) {
      text.invalid(true);
      fill(notes, errorBox(error, t('engine_says'), { text: state.text, go: text.go }));
      fill(rendered);
    }
  }

  drawRows();
  update();
  return { update, focus: () => text.area.focus() };
}

/** Both of the check and of the rendering, each once. @param {any[]} first @param {any[]} second @returns {any[]} */
function merge(first, second) {
  const key = (/** @type {any} */ f) => `${f.code} ${f.span?.start ?? ''} ${f.name ?? ''}`;
  const seen = new Set(first.map(key));
  return [...first, ...second.filter((f) => !seen.has(key(f)))];
}
