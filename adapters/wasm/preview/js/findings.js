// @ts-check
/** What the engine noticed, in the language of the page, with the way to its place. */
import { h, button } from './dom.js';
import { lang, t } from './i18n.js';
import { excerpt, lineColumn } from './marks.js';

const ORDER = { error: 0, warning: 1, note: 2 };

/** @param {any} finding */
export function messageOf(finding) {
  const { message } = finding;
  return typeof message === 'string' ? message : (message?.[lang()] ?? message?.de ?? finding.code);
}

/** How a finding is marked in the text that it is about. @param {any} finding */
export function markOf(finding) {
  return { ...finding.span, kind: finding.severity === 'error' ? 'bad' : 'warn' };
}

/** A message with what stands in backticks set as code. @param {any} finding */
function messageNodes(finding) {
  return messageOf(finding).split(/`([^`]*)`/).map((/** @type {string} */ part, /** @type {number} */ i) => (i % 2 ? h('code', null, part) : part));
}

/** @param {any} finding */
export function isBad(finding) {
  return finding.severity !== 'note';
}

/**
 * @param {any[]} findings
 * @param {{text?: (finding: any) => string | null, go?: (finding: any) => void, fix?: (finding: any) => HTMLElement | null}} [how]
 *   the text that a span counts in, to show its place; what happens where the place is clicked; a button that mends it
 */
export function findingList(findings, how = {}) {
  if (findings.length === 0) return null;
  const sorted = [...findings].sort((a, b) => rank(a) - rank(b));
  return h('ul', { class: 'findings' }, sorted.map((finding) => row(finding, how)));
}

/** @param {any} finding @returns {number} */
function rank(finding) {
  return ORDER[/** @type {keyof typeof ORDER} */ (finding.severity)] ?? 1;
}

/** @param {any} finding @param {Parameters<typeof findingList>[1]} how */
function row(finding, how) {
  const text = how?.text?.(finding) ?? null;
  const placed = text !== null && finding.span;
  return h(
    'li',
    { class: 'finding', data: { severity: finding.severity } },
    h('span', { class: 'badge' }, t(`severity_${finding.severity}`)),
    h('div', null,
      h('p', null, messageNodes(finding), ' ', h('code', { class: 'code' }, finding.slot ? `${finding.slot} · ${finding.code}` : finding.code)),
      finding.path && h('p', { class: 'path' }, finding.path),
      placed && excerpt(text, finding.span),
      h('div', { class: 'actions' },
        placed && how?.go && button(place(text, finding.span), () => how.go?.(finding), { class: 'quiet' }),
        how?.fix?.(finding))),
  );
}

/** @param {string} text @param {{start: number}} span */
export function place(text, span) {
  const { line, column } = lineColumn(text, span.start);
  return t('line_column', { line, column });
}

/**
 * An error of the engine where it belongs: what is wrong, what helps, the place.
 * @param {any} error @param {string} title
 * @param {{text?: string, go?: (span: {start: number, end: number}) => void}} [how]
 */
export function errorBox(error, title, how = {}) {
  const problems = error.problems?.length ? error.problems : [error];
  return h(
    'div',
    { class: 'notice bad' },
    h('p', null, h('strong', null, title)),
    h('ul', { class: 'plain' }, problems.map((/** @type {any} */ problem) => {
      const placed = problem.span && how.text !== undefined;
      return h('li', null,
        h('p', null, messageNodes(problem), ' ', problem.code && h('code', { class: 'code' }, problem.code)),
        problem.path && h('p', { class: 'path' }, problem.path),
        problem.help && h('p', { class: 'small' }, messageNodes({ message: problem.help })),
        placed && excerpt(how.text ?? '', problem.span),
        placed && how.go && button(place(how.text ?? '', problem.span), () => how.go?.(problem.span), { class: 'quiet' }));
    })),
  );
}
