// @ts-check
/** Cases for `klartext test`, written as TOML; the format is that of fixtures/README.md. */

/** A basic string of TOML. @param {string} text */
export function tomlText(text) {
  const escaped = text.replace(/[\u0000-\u001f\u007f"\\]/g, (c) => {
    const short = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\t': '\\t', '\r': '\\r', '\b': '\\b', '\f': '\\f' }[c];
    return short ?? `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
  return `"${wellFormed(escaped)}"`;
}

/** Half a character, which a text field can hold and TOML cannot, becomes the sign for it, as it does on its way into the engine. @param {string} text */
function wellFormed(text) {
  return text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
}

/** @param {string[]} texts */
function tomlList(texts) {
  return `[${texts.map(tomlText).join(', ')}]`;
}

/** The notation of a value. @param {any} reading @param {boolean} instant whether its instant matters */
export function notation(reading, instant) {
  switch (reading.kind) {
    case 'date': return reading.date;
    case 'time': return reading.time;
    case 'datetime': return instant ? `${reading.local} = ${reading.utc}` : reading.local;
    case 'interval': return `${reading.start ?? ''}..${reading.end ?? ''}`;
    case 'duration': return `${reading.seconds} s`;
    case 'recurrence': return `${reading.from ? `FROM:${reading.from.replaceAll('-', '')} ` : ''}RRULE:${reading.rrule}`;
    default: return JSON.stringify(reading);
  }
}

/** Codes that have to be named: notes are free. @param {any[]} findings */
function codes(findings) {
  return [...new Set(findings.filter((f) => f.severity !== 'note').map((f) => f.code))];
}

/** @param {string} zone */
function zoneLine(zone) {
  return zone === 'Europe/Berlin' ? [] : [`zone = ${tomlText(zone)}`];
}

/**
 * A case of a sentence, by itself: its clock stands in it, so that it can be put into any file.
 * @param {{text: string, now: string, zone: string, expect: string}} request
 * @param {any} answer of `resolve`
 */
export function resolveCase(request, answer) {
  const lines = ['[[resolve]]', `clock = ${tomlText(request.now)}`, ...zoneLine(request.zone)];
  if (request.expect !== 'future') lines.push(`expect = ${tomlText(request.expect)}`);
  lines.push(...meaning(answer));
  const named = codes(answer.findings);
  if (named.length) lines.push(`findings = ${tomlList(named)}`);
  lines.push(`texts = ${tomlList([request.text])}`);
  return `${lines.join('\n')}\n`;
}

/** @param {any} answer @returns {string[]} */
function meaning(answer) {
  if (answer.readings.length === 0) return [`status = ${tomlText(answer.status)}`];
  const fold = answer.findings.some((/** @type {any} */ f) => f.code === 'fold' || f.code === 'gap');
  /** @type {Map<number, string[]>} */
  const offers = new Map();
  for (const reading of answer.readings) {
    const list = offers.get(reading.offer) ?? [];
    list.push(notation(reading, fold));
    offers.set(reading.offer, list);
  }
  const all = [...offers.values()];
  if (all.length > 1) return [`offers = [${all.map(tomlList).join(', ')}]`];
  return [`means = ${all[0].length === 1 ? tomlText(all[0][0]) : tomlList(all[0])}`];
}

/**
 * A case of a call or of a conversation. The rule set is a file of its own beside it.
 * @param {{name: string, turns: {payload: string, now: string}[], zone: string | null}} request payloads as JSON
 * @param {any[]} verdicts one after each turn
 */
export function callCase(request, verdicts) {
  const last = verdicts[verdicts.length - 1];
  const clocks = request.turns.map((turn) => turn.now);
  const lines = ['[[call]]', `name = ${tomlText(request.name)}`, 'rules = "rules.toml"'];
  lines.push(`clock = ${tomlText(clocks[0])}`);
  if (request.zone) lines.push(`zone = ${tomlText(request.zone)}`);
  if (request.turns.length === 1) {
    lines.push(`payload = ${tomlText(compact(request.turns[0].payload))}`, `outcome = ${tomlText(last.outcome)}`);
    if (last.ask) lines.push(`ask = ${tomlText(last.ask.slot)}`, `question = ${tomlText(last.ask.text)}`);
  } else {
    lines.push('turns = [', ...request.turns.map((turn) => `  ${tomlText(compact(turn.payload))},`), ']');
    if (clocks.some((clock) => clock !== clocks[0])) lines.push(`clocks = ${tomlList(clocks)}`);
    lines.push('each = [', ...verdicts.map((verdict) => `  ${tomlText(short(verdict))},`), ']');
  }
  const values = Object.entries(last.values).map(([name, value]) => [name, tomlValue(value)]).filter(([, value]) => value !== null);
  if (values.length) lines.push(`values = { ${values.map(([name, value]) => `${key(String(name))} = ${value}`).join(', ')} }`);
  const named = codes(last.findings);
  if (named.length) lines.push(`findings = ${tomlList(named)}`);
  return `${lines.join('\n')}\n`;
}

/** @param {any} verdict */
function short(verdict) {
  if (verdict.outcome === 'ask' && verdict.ask) return `ask ${verdict.ask.slot}: ${verdict.ask.text}`;
  if (verdict.outcome !== 'reject') return verdict.outcome;
  const reason = verdict.findings.find((/** @type {any} */ f) => f.severity !== 'note') ?? verdict.findings[0];
  return reason ? `reject ${reason.code}` : 'reject';
}

/** @param {string} json */
function compact(json) {
  return JSON.stringify(JSON.parse(json));
}

/** @param {string} name */
function key(name) {
  return /^[A-Za-z0-9_-]+$/.test(name) ? name : tomlText(name);
}

/** @param {any} value @returns {string | null} null where the format has no way to write it */
function tomlValue(value) {
  if (typeof value === 'string') return tomlText(value);
  if (typeof value === 'boolean' || typeof value === 'number') return String(value);
  if (Array.isArray(value)) {
    const items = value.map((item) => Object.entries(item).map(([name, v]) => [name, tomlValue(v)]).filter(([, v]) => v !== null));
    return `[${items.map((fields) => `{ ${fields.map(([name, v]) => `${key(String(name))} = ${v}`).join(', ')} }`).join(', ')}]`;
  }
  return value?.kind ? tomlText(notation(value, false)) : null;
}
