// @ts-check
/** Dates of the wire (`2025-11-06`, `14:30`, `2025-11-06T14:30`) as people write them. All sums are done in UTC, on civil days. */
import { lang } from './i18n.js';

/** @param {string} iso a date, or a wall date-time of which the day counts @returns {Date} */
export function day(iso) {
  return new Date(`${iso.slice(0, 10)}T00:00:00Z`);
}

/** @param {Date} date */
export function isoDay(date) {
  return date.toISOString().slice(0, 10);
}

/** @param {string} iso @param {number} days */
export function addDays(iso, days) {
  return isoDay(new Date(day(iso).getTime() + days * 86_400_000));
}

/** @param {string} from @param {string} to civil days from one to the other */
export function daysBetween(from, to) {
  return Math.round((day(to).getTime() - day(from).getTime()) / 86_400_000);
}

/** @type {Map<string, any>} making a formatter takes longer than all that it formats */
const formatters = new Map();

/** @template T @param {string} key @param {(locale: string) => T} make @returns {T} */
function formatter(key, make) {
  const locale = lang() === 'de' ? 'de-DE' : 'en-GB';
  const name = `${locale} ${key}`;
  if (!formatters.has(name)) formatters.set(name, make(locale));
  return formatters.get(name);
}

/** @param {string} iso @param {Intl.DateTimeFormatOptions} options */
function format(iso, options) {
  return formatter(JSON.stringify(options), (locale) => new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options })).format(day(iso));
}

/** A number, with its sign and decimals where they are asked for. @param {number} value @param {Intl.NumberFormatOptions} [options] */
export function number(value, options = {}) {
  return formatter(JSON.stringify(options), (locale) => new Intl.NumberFormat(locale, options)).format(value);
}

/** "Donnerstag" @param {string} iso */
export function weekday(iso) {
  return format(iso, { weekday: 'long' });
}

/** "Donnerstag, 6. November 2025" @param {string} iso */
export function longDate(iso) {
  return format(iso, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
}

/** "Do., 6.11.2025" @param {string} iso */
export function shortDate(iso) {
  return format(iso, { weekday: 'short', day: 'numeric', month: 'numeric', year: 'numeric' });
}

/** "November 2025" @param {string} iso */
export function monthName(iso) {
  return format(iso, { month: 'long', year: 'numeric' });
}

/** The seven short names, Monday first, with the long ones. @returns {[string, string][]} */
export function weekdays() {
  return [3, 4, 5, 6, 7, 8, 9].map((d) => {
    const iso = `2025-11-0${d}`;
    return [format(iso, { weekday: 'short' }).replace('.', ''), format(iso, { weekday: 'long' })];
  });
}

/** "14:30 Uhr" @param {string} time */
export function clockTime(time) {
  return lang() === 'de' ? `${time} Uhr` : time;
}

/** Whole units of a length in seconds: "1 Std. 30 Min." @param {number} seconds */
export function lengthOf(seconds) {
  const units = /** @type {[string, number][]} */ ([['day', 86_400], ['hour', 3600], ['minute', 60], ['second', 1]]);
  let rest = seconds;
  const parts = [];
  for (const [unit, size] of units) {
    const n = Math.floor(rest / size);
    rest -= n * size;
    if (n > 0) parts.push(number(n, { style: 'unit', unit, unitDisplay: 'long' }));
  }
  return parts.join(' ') || number(0, { style: 'unit', unit: 'second', unitDisplay: 'long' });
}

/** The wall clock of a zone at an instant, to the minute: `2025-11-05T10:00`. @param {Date} instant @param {string} zone */
export function wallClock(instant, zone) {
  const parts = formatter(zone, () => new Intl.DateTimeFormat('en-GB', {
    timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
  })).formatToParts(instant);
  const of = (/** @type {string} */ type) => parts.find((p) => p.type === type)?.value ?? '';
  return `${of('year')}-${of('month')}-${of('day')}T${of('hour')}:${of('minute')}`;
}
