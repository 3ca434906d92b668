// @ts-check
/**
 * A text field that shows marks in its text: behind a transparent textarea lies the same text, set the same way, with
 * the marks in it. Of long texts only the surroundings of the first marks would help, so those show none.
 */
import { h, freshId } from './dom.js';
import { pieces } from './marks.js';

/** Beyond this, laying the text out a second time would be felt while typing. */
const MAX_MARKED = 20_000;

/**
 * @param {{label: string, value: string, rows?: number, onInput: (value: string) => void, className?: string,
 *   placeholder?: string, language?: string, hideLabel?: boolean, onEnter?: () => void, code?: boolean}} options
 */
export function editor(options) {
  const id = freshId('editor');
  const notesId = `${id}-notes`;
  const behind = h('div', { class: 'editor-marks', 'aria-hidden': 'true' });
  const area = h('textarea', {
    id,
    rows: options.rows ?? 8,
    class: 'editor-text',
    placeholder: options.placeholder,
    'aria-describedby': notesId,
    lang: options.language ?? (options.code ? 'zxx' : 'de'),
    spellcheck: 'false',
    autocomplete: 'off',
    autocapitalize: 'off',
    prop: { value: options.value },
    on: {
      input: () => {
        behind.replaceChildren();
        options.onInput(area.value);
      },
      scroll: () => follow(),
      keydown: (/** @type {KeyboardEvent} */ e) => {
        if (e.key === 'Enter' && (e.ctrlKey || e.metaKey) && options.onEnter) {
          e.preventDefault();
          options.onEnter();
        }
      },
    },
  });
  const notes = h('div', { id: notesId, class: 'editor-notes' });
  const follow = () => {
    behind.scrollTop = area.scrollTop;
    behind.scrollLeft = area.scrollLeft;
  };
  const node = h(
    'div',
    { class: `editor ${options.className ?? ''} ${options.code ? 'is-code' : ''}` },
    h('label', { for: id, class: options.hideLabel ? 'hidden' : '' }, options.label),
    h('div', { class: 'editor-frame' }, behind, area),
    notes,
  );
  return {
    node,
    area,
    notes,
    get value() {
      return area.value;
    },
    /** @param {string} value */
    set(value) {
      if (area.value === value) return;
      area.value = value;
      behind.replaceChildren();
    },
    /** @param {import('./marks.js').Mark[]} marks */
    mark(marks) {
      const text = area.value;
      if (marks.length === 0 || text.length > MAX_MARKED) {
        behind.replaceChildren();
        return;
      }
      behind.replaceChildren(...pieces(text, marks).map((p) => (p.mark
        ? h('span', { class: 'in-text', data: { kind: p.mark.kind } }, p.text)
        : document.createTextNode(p.text))), document.createTextNode('\n'));
      follow();
    },
    /** @param {boolean} is */
    invalid(is) {
      if (is) area.setAttribute('aria-invalid', 'true');
      else area.removeAttribute('aria-invalid');
    },
    /** Selects a place and brings it into view. @param {{start: number, end: number}} span */
    go(span) {
      area.focus();
      area.setSelectionRange(span.start, Math.max(span.end, span.start));
      const style = getComputedStyle(area);
      const line = area.value.slice(0, span.start).split('\n').length - 1;
      area.scrollTop = Math.max(0, line * parseFloat(style.lineHeight) - area.clientHeight / 2);
      follow();
    },
  };
}
