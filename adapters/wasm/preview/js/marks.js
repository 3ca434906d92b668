// @ts-check
/** Stretches of a text, shown in it. Spans count UTF-16 units, as strings of JavaScript do. */
import { h } from './dom.js';

/** @typedef {{start: number, end: number}} Span */
/** @typedef {Span & {kind: string, label?: string, note?: string}} Mark */

/** Lines of more than this are cut to the surroundings of a place. */
const AROUND = 48;

/**
 * Marks in order, none over another: of two that overlap the first in the list stays.
 * @template {Span} T @param {T[]} marks @param {number} length @returns {T[]}
 */
export function apart(marks, length) {
  /** @type {T[]} */
  const kept = [];
  for (const mark of marks) {
    if (mark.start >= mark.end || mark.end > length) continue;
    if (kept.every((k) => mark.end <= k.start || mark.start >= k.end)) kept.push(mark);
  }
  return kept.sort((a, b) => a.start - b.start);
}

/**
 * The text in pieces, marked and not.
 * @template {Span} T @param {string} text @param {T[]} marks
 * @returns {{text: string, mark: T | null}[]}
 */
export function pieces(text, marks) {
  const out = [];
  let at = 0;
  for (const mark of apart(marks, text.length)) {
    if (mark.start > at) out.push({ text: text.slice(at, mark.start), mark: null });
    out.push({ text: text.slice(mark.start, mark.end), mark });
    at = mark.end;
  }
  if (at < text.length) out.push({ text: text.slice(at), mark: null });
  return out;
}

/** From 1; a column counts characters as an editor does. @param {string} text @param {number} offset */
export function lineColumn(text, offset) {
  let line = 1;
  let column = 1;
  for (let i = 0; i < offset; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit === 10) {
      line += 1;
      column = 1;
    } else if (unit < 0xdc00 || unit > 0xdfff) column += 1;
  }
  return { line, column };
}

/** The line around a place with the place underlined. @param {string} text @param {Span} span */
export function excerpt(text, span) {
  const start = Math.max(text.lastIndexOf('\n', span.start - 1) + 1, snap(text, span.start - AROUND), 0);
  const lineEnd = text.indexOf('\n', span.start);
  const end = Math.min(lineEnd < 0 ? text.length : lineEnd, snap(text, Math.max(span.end, span.start + 1) + AROUND));
  const stop = Math.min(Math.max(span.end, span.start), end);
  const cut = (/** @type {boolean} */ is) => (is ? '…' : '');
  return h(
    'p',
    { class: 'excerpt', lang: 'de' },
    cut(start > 0 && text[start - 1] !== '\n') + text.slice(start, span.start),
    h('mark', null, text.slice(span.start, stop) || '⎵'),
    text.slice(stop, end) + cut(end < text.length && text[end] !== '\n'),
  );
}

/** Not between the halves of a character outside of the first plane. @param {string} text @param {number} at */
function snap(text, at) {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at;
}
