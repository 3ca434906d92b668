// @ts-check
/** A month as a small table, with the days that something falls on. */
import { h } from './dom.js';
import { t } from './i18n.js';
import { addDays, daysBetween, isoDay, day, longDate, monthName, weekdays } from './dates.js';

/** @typedef {{kind: 'best' | 'other' | 'span', label: string}} DayMark */

/** Of an answer that reaches over years, so many months are shown. */
const MAX_MONTHS = 3;
/** The days of a stretch are marked one by one up to here. */
const MAX_SPAN = 100;

/**
 * The days that readings fall on. The best reading of an offer comes first in the list.
 * @param {any[]} readings
 * @param {(reading: any) => string} label
 * @returns {Map<string, DayMark>}
 */
export function marksOf(readings, label) {
  /** @type {Map<string, DayMark>} */
  const marks = new Map();
  const offers = new Set();
  for (const reading of readings) {
    const first = !offers.has(reading.offer);
    offers.add(reading.offer);
    const [from, to] = stretch(reading);
    if (!from) continue;
    const length = Math.min(Math.max(daysBetween(from, to ?? from), 0), MAX_SPAN);
    for (let i = 0; i <= length; i += 1) {
      const iso = addDays(from, i);
      const edge = i === 0 || (to !== null && i === length);
      const kind = first ? (edge ? 'best' : 'span') : 'other';
      const old = marks.get(iso);
      if (!old || (old.kind !== 'best' && kind === 'best')) marks.set(iso, { kind, label: label(reading) });
    }
  }
  return marks;
}

/** First and last day of a reading; an end is exclusive. @param {any} reading @returns {[string | null, string | null]} */
function stretch(reading) {
  const isDay = (/** @type {any} */ text) => typeof text === 'string' && /^\d{4}-/.test(text);
  if (reading.kind === 'date') return [reading.date, null];
  if (reading.kind === 'datetime') return [reading.local.slice(0, 10), null];
  if (reading.kind !== 'interval') return [null, null];
  const { start, end } = reading;
  if (!isDay(start)) return [isDay(end) ? end.slice(0, 10) : null, null];
  if (!isDay(end)) return [start.slice(0, 10), null];
  const whole = end.length === 10 || end.endsWith('T00:00');
  const last = whole ? addDays(end, -1) : end.slice(0, 10);
  return [start.slice(0, 10), last];
}

/**
 * The months in which marks lie, each as a table; the month of today where there are none.
 * @param {Map<string, DayMark>} marks
 * @param {string} today
 */
export function calendars(marks, today) {
  const months = [...new Set([...marks.keys()].map((iso) => iso.slice(0, 7)))].sort();
  const shown = months.length ? months.slice(0, MAX_MONTHS) : [today.slice(0, 7)];
  return h(
    'div',
    { class: 'calendars' },
    shown.map((month) => calendar(month, marks, today)),
    months.length > MAX_MONTHS && h('p', { class: 'small' }, t('more_months', { n: months.length - MAX_MONTHS })),
  );
}

/** @param {string} month `2025-11` @param {Map<string, DayMark>} marks @param {string} today */
function calendar(month, marks, today) {
  const first = `${month}-01`;
  const lead = (day(first).getUTCDay() + 6) % 7;
  const start = addDays(first, -lead);
  const rows = [];
  for (let week = 0; week < 6; week += 1) {
    const monday = addDays(start, week * 7);
    if (week > 0 && monday.slice(0, 7) > month) break;
    rows.push(h('tr', null, Array.from({ length: 7 }, (_, i) => cell(isoDay(day(addDays(monday, i))), month, marks, today))));
  }
  return h(
    'table',
    { class: 'calendar' },
    h('caption', null, monthName(first)),
    h('thead', null, h('tr', null, weekdays().map(([short, long]) => h('th', { scope: 'col', abbr: long }, short)))),
    h('tbody', null, rows),
  );
}

/** @param {string} iso @param {string} month @param {Map<string, DayMark>} marks @param {string} today */
function cell(iso, month, marks, today) {
  if (iso.slice(0, 7) !== month) return h('td', null);
  const number = String(Number(iso.slice(8)));
  const mark = marks.get(iso);
  const isToday = iso === today;
  if (!mark && !isToday) return h('td', null, number);
  const said = [longDate(iso), isToday && t('today'), mark?.label].filter(Boolean).join(', ');
  return h(
    'td',
    null,
    h('span', { class: 'day', title: said, data: { ...(mark && { mark: mark.kind }), ...(isToday && { today: 'yes' }) } },
      h('span', { 'aria-hidden': 'true' }, number), h('span', { class: 'hidden' }, said)),
  );
}
