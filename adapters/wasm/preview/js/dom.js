// @ts-check
/** Elements without markup: text that somebody typed only ever becomes a text node. */

/** @typedef {Node | string | number | null | undefined | false} Child */

/**
 * An element. `class`, `on` (listeners by event), `data` (dataset) and `prop` (properties) are special,
 * everything else is an attribute; `true` is an empty attribute, `false`, `null` and `undefined` are none.
 * @param {string} tag
 * @param {Record<string, any> | null} [props]
 * @param {...(Child | any[])} children
 * @returns {any}
 */
export function h(tag, props, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === 'class') node.className = value;
    else if (name === 'on') for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
    else if (name === 'data') Object.assign(node.dataset, value);
    else if (name === 'prop') Object.assign(node, value);
    else node.setAttribute(name, value === true ? '' : String(value));
  }
  node.append(...nodes(children));
  return node;
}

/** @param {any[]} children @returns {(Node | string)[]} */
function nodes(children) {
  return children
    .flat(3)
    .filter((child) => child !== null && child !== undefined && child !== false && child !== '')
    .map((child) => (child instanceof Node ? child : String(child)));
}

/**
 * Puts these in the place of all that is in it.
 * @param {Element} parent
 * @param {...any} children
 */
export function fill(parent, ...children) {
  parent.replaceChildren(...nodes(children));
}

let count = 0;

/** An id that the page does not have yet. @param {string} stem */
export function freshId(stem) {
  count += 1;
  return `${stem}-${count}`;
}

/**
 * A labelled control: label above, control below.
 * @param {string} label
 * @param {HTMLElement} control
 * @param {string} [extra] a class
 */
export function field(label, control, extra = '') {
  control.id ||= freshId('field');
  return h('div', { class: `field ${extra}` }, h('label', { for: control.id }, label), control);
}

/**
 * A list to choose from.
 * @param {[string, string][]} options value and label
 * @param {string} value
 * @param {(value: string) => void} onChange
 */
export function select(options, value, onChange) {
  const node = h(
    'select',
    { on: { change: (/** @type {any} */ e) => onChange(e.target.value) } },
    options.map(([v, label]) => h('option', { value: v, selected: v === value }, label)),
  );
  return node;
}

/** @param {string} label @param {() => void} onClick @param {Record<string, any>} [props] */
export function button(label, onClick, props = {}) {
  return h('button', { type: 'button', ...props, on: { click: onClick } }, label);
}

/** @type {Map<string, boolean>} */
const opened = new Map();

/**
 * Something to open, which stays as it is when an answer draws it anew.
 * @param {string} key @param {boolean} open at first @param {string} summary @param {() => any} content made only once it is seen
 */
export function fold(key, open, summary, content) {
  const isOpen = opened.get(key) ?? open;
  const body = h('div', null, isOpen && content());
  const node = h('details', { class: 'fold', open: isOpen, on: {
    toggle: () => {
      opened.set(key, node.open);
      if (node.open && body.childElementCount === 0) fill(body, content());
    },
  } }, h('summary', null, summary), body);
  return node;
}

/** The text is in this language, whatever that of the page is. @param {string} text */
export function german(text) {
  return h('span', { lang: 'de' }, text);
}
