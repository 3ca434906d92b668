// @ts-check
/** The definition of a voice agent, or a payload, checked before it goes live. */
import { h, fill, field, select } from './dom.js';
import { lang, t } from './i18n.js';
import { SUPERSEDED } from './client.js';
import { editor } from './editor.js';
import { errorBox, findingList, isBad, markOf } from './findings.js';
import { AGENTS, sample } from './samples.js';

/** So many findings are listed at once. */
const MAX_LISTED = 100;

/** @param {any} state from a link */
export function read(state) {
  return {
    text: typeof state?.text === 'string' ? state.text : '',
    supplied: typeof state?.supplied === 'string' ? state.supplied : '',
  };
}

/** @param {HTMLElement} root @param {import('./main.js').Page} page @param {ReturnType<typeof read>} state */
export function mount(root, page, state) {
  const text = editor({
    label: t('agent_json'), value: state.text, rows: 18, code: true, placeholder: t('agent_placeholder'),
    onInput: (value) => {
      state.text = value;
      page.changed();
      page.soon(value.length, update);
    },
  });
  const out = h('div', { class: 'answer' });
  const examples = select([['', t('choose_example')], ...AGENTS.map((a) => /** @type {[string, string]} */ ([a.path, a[lang()]]))], '', async (path) => {
    examples.value = '';
    if (path === '') return;
    try {
      state.text = await sample(path);
      text.set(state.text);
      page.changed();
      update();
    } catch {
      fill(out, errorBox({ code: 'sample', message: path }, t('sample_failed')));
    }
  });
  const supplied = h('input', {
    type: 'text', class: 'mono', spellcheck: 'false', autocomplete: 'off', prop: { value: state.supplied },
    on: {
      input: (/** @type {any} */ e) => {
        state.supplied = e.target.value;
        page.changed();
        update();
      },
    },
  });
  fill(root, h('div', { class: 'row' }, field(t('example'), examples), field(t('supplied'), supplied, 'wide')),
    h('div', { class: 'split even' }, text.node, out));

  /** @param {any} report */
  function draw(report) {
    const { counts, variables, findings } = report;
    text.invalid(findings.some((/** @type {any} */ f) => f.severity === 'error'));
    text.mark(findings.filter((/** @type {any} */ f) => f.span && isBad(f)).map(markOf));
    const bad = findings.filter(isBad).length;
    fill(
      out,
      h('p', { class: 'outcome' }, bad === 0 ? t('agent_fine') : t('agent_flawed', { n: bad })),
      h('dl', { class: 'facts' }, [['file_kind', t(`file_${report.kind}`)], ['nodes', counts.nodes], ['edges', counts.edges], ['tools', counts.tools], ['prompts', counts.prompts]]
        .map(([name, value]) => h('div', null, h('dt', null, t(String(name))), h('dd', null, String(value))))),
      findingList(findings.slice(0, MAX_LISTED), { text: () => state.text, go: (f) => text.go(f.span) }),
      findings.length > MAX_LISTED && h('p', { class: 'small' }, t('and_more', { n: findings.length - MAX_LISTED })),
      variables.length > 0 && h('h3', null, t('variables')),
      variables.length > 0 && h('ul', { class: 'names' }, variables.map((/** @type {any} */ v) => h('li', null, h('code', null, v.name), ' ', h('span', { class: 'small' }, t(`origin_${v.origin}`))))),
    );
  }

  async function update() {
    if (state.text.trim() === '') {
      text.invalid(false);
      text.mark([]);
      fill(out, h('p', { class: 'empty' }, t('agent_empty')));
      return;
    }
    const request = { json: state.text, supplied: state.supplied.split(/[\s,;]+/).filter(Boolean) };
    try {
      const answer = await page.client.ask('agent', 'agent', request);
      if (answer !== SUPERSEDED) draw(answer);
    } catch (/** @type {any} */ error) {
      text.invalid(true);
      text.mark(error.span ? [{ ...error.span, kind: 'bad' }] : []);
      fill(out, errorBox(error, t('agent_unreadable'), { text: state.text, go: text.go }));
    }
  }

  update();
  return { update, focus: () => text.area.focus() };
}
