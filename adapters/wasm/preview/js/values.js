// @ts-check
/** Values of the wire in words: a reading of a sentence, the value of a slot. */
import { t } from './i18n.js';
import { addDays, clockTime, lengthOf, longDate, number, shortDate, weekday } from './dates.js';

/** @param {string} text a date, a time or both @param {boolean} [short] */
function point(text, short = false) {
  if (/^\d{4}-\d\d-\d\dT/.test(text)) return `${short ? shortDate(text) : longDate(text)}, ${clockTime(text.slice(11))}`;
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return short ? shortDate(text) : longDate(text);
  return clockTime(text);
}

/** @param {any} value an interval @param {boolean} short */
function interval(value, short) {
  const { start, end } = value;
  if (start === null && end === null) return t('any_time');
  if (end === null) return t('from_on', { start: point(start, short) });
  if (start === null) return t('until', { end: point(end, short) });
  const sameDay = start.length > 10 && end.length > 10 && start.slice(0, 10) === end.slice(0, 10);
  if (sameDay) return `${short ? shortDate(start) : longDate(start)}, ${start.slice(11)}–${clockTime(end.slice(11))}`;
  return t('from_to', { start: point(start, short), end: point(end, short) });
}

/** What a value says, on one line. @param {any} value @param {boolean} [short] @returns {string} */
export function describe(value, short = false) {
  switch (value.kind) {
    case 'date': return point(value.date, short);
    case 'time': return clockTime(value.time);
    case 'datetime': return point(value.local, short);
    case 'interval': return interval(value, short);
    case 'duration': return lengthOf(value.seconds);
    case 'recurrence': return recurrence(value.rrule, value.from);
    default: return JSON.stringify(value);
  }
}

/** The same in two lines, the day and then the clock, for a card. @param {any} value @returns {[string, string]} */
export function twoLines(value) {
  if (value.kind === 'datetime') return [longDate(value.local), clockTime(value.local.slice(11))];
  if (value.kind === 'interval') {
    const text = interval(value, false);
    const sameDay = value.start?.length > 10 && value.end?.length > 10 && value.start.slice(0, 10) === value.end.slice(0, 10);
    if (sameDay) return [longDate(value.start), `${value.start.slice(11)}–${clockTime(value.end.slice(11))}`];
    if (value.end !== null && value.start !== null) return [text, t('end_exclusive')];
    return [text, t('end_open')];
  }
  return [describe(value), ''];
}

const DAYS = { MO: 0, TU: 1, WE: 2, TH: 3, FR: 4, SA: 5, SU: 6 };

/** The part of RFC 5545 that the engine writes, in words; parts that this does not know stand as they are. @param {string} rrule @param {string} [from] the first day */
export function recurrence(rrule, from) {
  const parts = Object.fromEntries(rrule.replace(/^RRULE:/, '').split(';').map((p) => p.split('=')));
  const n = Number(parts.INTERVAL ?? 1);
  const unit = { DAILY: 'day', WEEKLY: 'week', MONTHLY: 'month', YEARLY: 'year' }[String(parts.FREQ)];
  if (!unit) return rrule;
  const out = [n === 1 ? t(`every_${unit}`) : t(`every_n_${unit}`, { n })];
  if (parts.BYDAY) {
    const name = (/** @type {string} */ code) => {
      const index = DAYS[/** @type {keyof typeof DAYS} */ (code.slice(-2))];
      const long = weekday(addDays('2025-11-03', index));
      const nth = Number(code.slice(0, -2) || 0);
      return nth === 0 ? long : nth === -1 ? t('last_weekday', { day: long }) : t('nth_weekday', { n: nth, day: long });
    };
    out.push(parts.BYDAY.split(',').map(name).join(', '));
  }
  if (parts.BYMONTHDAY) out.push(t('on_day', { n: parts.BYMONTHDAY }));
  if (parts.BYHOUR) {
    const minutes = String(parts.BYMINUTE ?? '0').padStart(2, '0');
    out.push(parts.BYHOUR.split(',').map((/** @type {string} */ hour) => clockTime(`${hour.padStart(2, '0')}:${minutes}`)).join(', '));
  }
  if (from) out.push(t('from_day', { day: longDate(from) }));
  if (parts.UNTIL) out.push(t('until_day', { day: longDate(parts.UNTIL.replace(/(....)(..)(..)/, '$1-$2-$3')) }));
  if (parts.COUNT) out.push(t('times', { n: parts.COUNT }));
  return out.join(', ');
}

/** A value of a slot. @param {any} value @returns {string} */
export function slotText(value) {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
  if (typeof value === 'number') return number(value);
  if (typeof value === 'string') return /^\d{4}-\d\d-\d\d$/.test(value) || /^\d\d:\d\d$/.test(value) ? point(value) : value;
  if (Array.isArray(value)) return value.map((item, i) => `${i + 1}. ${fieldsText(item)}`).join(' · ');
  return value.kind ? describe(value) : JSON.stringify(value);
}

/** @param {Record<string, any>} item */
function fieldsText(item) {
  return Object.entries(item).map(([name, value]) => `${name}: ${slotText(value)}`).join(', ');
}
