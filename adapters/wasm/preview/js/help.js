// @ts-check
/** The dialog with the shortcuts, and the switch that turns single keys off. */
import { h, button } from './dom.js';
import { t } from './i18n.js';
import { pref, setPref } from './prefs.js';

/** @param {string[]} tabs */
export function helpDialog(tabs) {
  const keys = [
    ...tabs.map((id, i) => [[String(i + 1)], t('key_tab', { tab: t(`tab_${id}`) })]),
    [['/'], t('key_input')], [['c'], t('key_clock')], [['l'], t('key_language')], [['d'], t('key_theme')], [['?'], t('key_help')],
    [['Esc'], t('key_escape')], [['←', '→'], t('key_arrows')], [['Strg/Ctrl', 'Enter'], t('key_enter')],
  ];
  const single = h('input', {
    type: 'checkbox', id: 'single-keys', prop: { checked: pref('keys', 'on') === 'on' },
    on: { change: (/** @type {any} */ e) => setPref('keys', e.target.checked ? null : 'off') },
  });
  const dialog = h(
    'dialog',
    { class: 'help', 'aria-labelledby': 'help-title', on: { close: () => dialog.remove() } },
    h('h2', { id: 'help-title' }, t('help_title')),
    h('p', null, t('help_about')),
    h('dl', { class: 'keys' }, keys.map(([names, about]) => h('div', null,
      h('dt', null, /** @type {string[]} */ (names).map((name) => [h('kbd', null, name), ' '])), h('dd', null, String(about))))),
    h('p', null, single, ' ', h('label', { for: 'single-keys' }, t('single_keys'))),
    h('p', { class: 'small' }, t('help_private')),
    h('div', { class: 'actions' }, button(t('close'), () => dialog.close(), { class: 'primary' })),
  );
  document.body.append(dialog);
  dialog.showModal();
}
