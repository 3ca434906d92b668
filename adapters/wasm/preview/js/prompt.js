// @ts-check
/** The tab of a prompt: a template, two versions, an agent file, each on a tab of its own. */
import { h, fill } from './dom.js';
import { t } from './i18n.js';
import { tabList, tabPanel } from './tabs.js';
import * as template from './prompt-template.js';
import * as versions from './prompt-versions.js';
import * as agent from './prompt-agent.js';

const VIEWS = { template, versions, agent };
/** @typedef {keyof typeof VIEWS} View */

/** @param {any} state from a link */
export function read(state) {
  return {
    view: /** @type {View} */ (state?.view in VIEWS ? state.view : 'template'),
    template: template.read(state?.template),
    versions: versions.read(state?.versions),
    agent: agent.read(state?.agent),
  };
}

/** Only what is shown goes into a link. @param {ReturnType<typeof read>} state */
export function save(state) {
  return { view: state.view, [state.view]: state[state.view] };
}

/** @param {HTMLElement} root @param {import('./main.js').Page} page @param {ReturnType<typeof read>} state */
export function mount(root, page, state) {
  const panel = h('div', null);
  /** @type {{update: () => void, focus: () => void}} */
  let shown;
  const show = () => {
    const node = tabPanel('prompt', state.view);
    shown = /** @type {any} */ (VIEWS[state.view]).mount(node, page, state[state.view]);
    fill(panel, node);
  };
  const tabs = tabList({
    label: t('tab_prompt'),
    stem: 'prompt',
    className: 'sub',
    current: state.view,
    tabs: Object.keys(VIEWS).map((id) => ({ id, label: t(`view_${id}`) })),
    onChange: (id) => {
      state.view = /** @type {View} */ (id);
      page.changed();
      show();
    },
  });
  fill(root, h('h2', { class: 'hidden' }, t('tab_prompt')), tabs.node, panel);
  show();
  return { update: () => shown.update(), focus: () => shown.focus() };
}
