// @ts-check
/** The page: heading, clock, tabs, help; what a link carries. Each tab is a module of its own. */
import { h, fill, button } from './dom.js';
import { lang, setLang, t } from './i18n.js';
import { pref, setPref } from './prefs.js';
import { EngineClient } from './client.js';
import { Clock, readClock } from './clock.js';
import { tabList, tabPanel } from './tabs.js';
import { MAX_LINK, pack, unpack } from './link.js';
import { watchVoices } from './speech.js';
import { copy, toast } from './toast.js';
import { helpDialog } from './help.js';
import * as satz from './satz.js';
import * as anruf from './anruf.js';
import * as prompt from './prompt.js';
import * as termin from './termin.js';

/** @type {Record<string, {read: (state: any) => any, save?: (state: any) => any, mount: (root: HTMLElement, page: Page, state: any) => {update: () => void, focus: () => void}}>} */
const TABS = { satz, anruf, prompt, termin };
const NAMES = Object.keys(TABS);
/** The address is written once typing pauses. */
const LINK_PAUSE_MS = 400;
/** In characters. */
const LONG = 10_000;
const ASK_PAUSE_MS = 180;

export class Page {
  constructor() {
    this.client = new EngineClient(() => new Worker(new URL('./worker.js', import.meta.url), { type: 'module', name: 'klartext' }));
    /** @type {Record<string, any>} */
    this.states = Object.fromEntries(NAMES.map((name) => [name, TABS[name].read(null)]));
    this.tab = 'satz';
    this.clock = new Clock(readClock(null), () => {
      this.changed();
      this.shown?.update();
    });
    /** @type {{update: () => void, focus: () => void} | null} */
    this.shown = null;
    this.linkTimer = 0;
    this.askTimer = 0;
    /** The fragment that this page wrote itself. */
    this.written = '';
  }

  /**
   * Asks the engine now, or, where the text is so long that each answer would be felt, once typing pauses.
   * @param {number} length of what is typed in @param {() => void} ask
   */
  soon(length, ask) {
    clearTimeout(this.askTimer);
    if (length <= LONG) ask();
    else this.askTimer = window.setTimeout(ask, ASK_PAUSE_MS);
  }

  /** The address follows what was typed. */
  changed() {
    clearTimeout(this.linkTimer);
    this.linkTimer = window.setTimeout(() => this.writeLink(), LINK_PAUSE_MS);
  }

  /** What the link carries: the tab that is shown and a clock that was set, nothing of the other tabs. */
  state() {
    const { tab, clock } = this;
    const save = TABS[tab].save ?? ((/** @type {any} */ x) => x);
    return { tab, ...(clock.state.now && { now: clock.state.now }), zone: clock.zone, [tab]: save(this.states[tab]) };
  }

  async writeLink() {
    const fragment = await pack(this.state());
    // Too long for an address: the old one would tell something that no longer holds.
    this.written = fragment.length > MAX_LINK ? '' : `#${fragment}`;
    history.replaceState(null, '', this.written || location.pathname + location.search);
  }

  async copyLink() {
    const fragment = await pack(this.state());
    if (fragment.length > MAX_LINK) toast(t('link_too_long'));
    else await copy(`${location.origin}${location.pathname}#${fragment}`, t('link_copied'));
  }

  /** Takes over what a link carries. What of it is not understood is left out. */
  async readLink() {
    const found = await unpack(location.hash);
    if (found === null) return;
    if ('problem' in found) {
      toast(t(`link_${found.problem}`));
      history.replaceState(null, '', location.pathname + location.search);
      return;
    }
    const { state } = found;
    this.tab = NAMES.includes(state.tab) ? state.tab : 'satz';
    Object.assign(this.clock.state, readClock(state));
    this.states[this.tab] = TABS[this.tab].read(state[this.tab]);
  }

  /** Builds the page, in its language. */
  mount() {
    document.documentElement.lang = lang();
    document.title = t('title');
    const head = /** @type {HTMLElement} */ (document.getElementById('head'));
    const panels = /** @type {HTMLElement} */ (document.getElementById('panels'));
    /** @type {HTMLElement} */ (document.getElementById('skip')).textContent = t('skip');
    const tabs = tabList({
      label: t('tabs'),
      stem: 'main',
      current: this.tab,
      tabs: NAMES.map((id) => ({ id, label: t(`tab_${id}`) })),
      onChange: (id) => {
        this.tab = id;
        this.changed();
        this.showTab(panels);
      },
    });
    this.tabs = tabs;
    fill(
      head,
      h('div', { class: 'brand' }, h('h1', null, 'klartext'), h('p', null, t('motto'))),
      h('div', { class: 'tools' },
        button(t('other_language'), () => this.changeLanguage(), { class: 'quiet', lang: lang() === 'de' ? 'en' : 'de', id: 'language' }),
        button(t(`theme_${theme()}`), () => this.changeTheme(), { class: 'quiet', id: 'theme', 'aria-label': t('theme', { what: t(`theme_${theme()}`) }) }),
        button(t('copy_link'), () => this.copyLink(), { class: 'quiet' }),
        button(t('help'), () => this.help(), { class: 'quiet', id: 'help', 'aria-haspopup': 'dialog' })),
      h('nav', { class: 'bar-row', 'aria-label': t('tabs') }, tabs.node, this.clock.mount()),
    );
    fill(/** @type {HTMLElement} */ (document.getElementById('foot')), h('p', null, t('stays_here')));
    this.showTab(panels);
  }

  /** @param {HTMLElement} panels */
  showTab(panels) {
    const panel = tabPanel('main', this.tab);
    fill(panels, panel);
    this.shown = TABS[this.tab].mount(panel, this, this.states[this.tab]);
  }

  /** @param {string} id */
  openTab(id) {
    if (id !== this.tab) {
      this.tab = id;
      this.tabs?.show(id);
      this.changed();
      this.showTab(/** @type {HTMLElement} */ (document.getElementById('panels')));
    }
    document.getElementById(`main-tab-${id}`)?.focus();
  }

  changeLanguage() {
    setLang(lang() === 'de' ? 'en' : 'de');
    setPref('lang', lang());
    this.mount();
    document.getElementById('language')?.focus();
  }

  changeTheme() {
    const next = { system: 'light', light: 'dark', dark: 'system' }[theme()] ?? 'system';
    setPref('theme', next === 'system' ? null : next);
    if (next === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = next;
    const node = /** @type {HTMLElement} */ (document.getElementById('theme'));
    node.textContent = t(`theme_${next}`);
    node.setAttribute('aria-label', t('theme', { what: t(`theme_${next}`) }));
  }

  help() {
    helpDialog(NAMES);
  }

  /** Single keys count outside of text fields only, and not where they were switched off. @param {KeyboardEvent} event */
  key(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    const typing = target.matches('input, textarea, select, [contenteditable]');
    if (document.querySelector('dialog[open]') || event.altKey || event.ctrlKey || event.metaKey) return;
    if (typing) {
      if (event.key === 'Escape') document.getElementById(`main-tab-${this.tab}`)?.focus();
      return;
    }
    if (pref('keys', 'on') === 'off') return;
    const tab = NAMES[Number(event.key) - 1];
    const action = tab ? () => this.openTab(tab) : {
      '/': () => this.shown?.focus(),
      '?': () => this.help(),
      c: () => this.clock.input?.focus(),
      l: () => this.changeLanguage(),
      d: () => this.changeTheme(),
    }[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  }
}

function theme() {
  return document.documentElement.dataset.theme ?? 'system';
}

async function begin() {
  const chosen = pref('lang', '');
  setLang(chosen === 'en' || chosen === 'de' ? chosen : (navigator.language || 'de').toLowerCase().startsWith('en') ? 'en' : 'de');
  watchVoices();
  const page = new Page();
  await page.readLink();
  page.mount();
  document.addEventListener('keydown', (event) => page.key(event));
  window.addEventListener('hashchange', async () => {
    if (location.hash === page.written) return;
    await page.readLink();
    page.mount();
  });
  if (new URLSearchParams(location.search).has('bench')) {
    const bench = await import('./bench.js');
    await bench.show(page);
  }
}

begin();
