// @ts-check
/** Tabs after the ARIA pattern: one of them in the tab order, arrows, Home and End move and open. */
import { h } from './dom.js';

/**
 * @param {{label: string, tabs: {id: string, label: string}[], current: string, onChange: (id: string) => void, className?: string, stem: string}} options
 */
export function tabList(options) {
  const { tabs, stem } = options;
  let current = options.current;
  /** @type {Map<string, HTMLElement>} */
  const nodes = new Map();
  const list = h('div', { role: 'tablist', 'aria-label': options.label, class: `tabs ${options.className ?? ''}` });
  for (const tab of tabs) {
    const node = h('button', {
      type: 'button',
      role: 'tab',
      id: `${stem}-tab-${tab.id}`,
      'aria-controls': `${stem}-panel-${tab.id}`,
      class: 'tab',
      on: { click: () => choose(tab.id), keydown: (/** @type {KeyboardEvent} */ e) => key(e, tab.id) },
    }, tab.label);
    nodes.set(tab.id, node);
    list.append(node);
  }

  /** @param {string} id */
  function show(id) {
    current = id;
    for (const [name, node] of nodes) {
      node.setAttribute('aria-selected', String(name === id));
      node.tabIndex = name === id ? 0 : -1;
    }
  }

  /** @param {string} id */
  function choose(id) {
    if (id === current) return;
    show(id);
    options.onChange(id);
  }

  /** @param {KeyboardEvent} event @param {string} id */
  function key(event, id) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const at = tabs.findIndex((tab) => tab.id === id);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const target = tabs[(to + tabs.length) % tabs.length];
    choose(target.id);
    nodes.get(target.id)?.focus();
  }

  show(current);
  return { node: list, show };
}

/** The panel that belongs to a tab. @param {string} stem @param {string} id @param {...any} children */
export function tabPanel(stem, id, ...children) {
  return h('section', { role: 'tabpanel', id: `${stem}-panel-${id}`, 'aria-labelledby': `${stem}-tab-${id}`, class: 'panel' }, ...children);
}
