// Plain objects in, plain objects out; what is the same in a browser and under Node.

// As a whole, since a build of parts has no engine.
import * as raw from "./klartext_wasm.js";

/** The longest text or request that goes to the engine, in UTF-16 units. The engine has tighter limits of its own. */
const LONGEST = 32 << 20;
/** The deepest nesting of a request. */
const DEEPEST = 120;
/** So many values of a request are looked at; one that repeats itself without end has more. */
const MOST = 4_000_000;

/**
 * Why there is no answer.
 *
 * `code` is for programs and stays; `message` and `help` are for people. `span` counts in the text that was given, in UTF-16
 * units, and is null where the place is in none.
 */
export class KlartextError extends Error {
  constructor({ code, message, span = null, help = null, path = null, side = null, errors = [] }, options) {
    super(message, options);
    this.name = "KlartextError";
    this.code = code;
    this.span = span;
    this.help = help;
    this.path = path;
    this.side = side;
    this.errors = errors.map((e) => new KlartextError(e));
  }

  /** As plain data, for a `postMessage` or a log. */
  toJSON() {
    const { code, message, span, help, path, side } = this;
    return { code, message, span, help, path, side, errors: this.errors.map((e) => e.toJSON()) };
  }
}

let ready = false;

/** For the two entries: the module is there. */
export function isReady(now) {
  ready ||= now === true;
  return ready;
}

/** What an exception that came out of the module means. */
export function meaning(thrown) {
  if (typeof thrown === "string" && thrown.startsWith("{")) return new KlartextError(JSON.parse(thrown));
  if (thrown instanceof KlartextError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new KlartextError({ code: "internal", message: `the engine failed: ${message}` }, { cause: thrown });
}

function fail(code, message, more) {
  throw new KlartextError({ code, message, ...more });
}

function needReady() {
  if (!ready) fail("not_ready", "the engine is not loaded yet", { help: "`await init()` first" });
}

/** What a value is called in a message. */
function kind(value) {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  switch (typeof value) {
    case "bigint":
      return "a BigInt";
    case "undefined":
      return "undefined";
    case "number":
      return Number.isFinite(value) ? "a number" : String(value);
    case "object":
      return "an object";
    default:
      return `a ${typeof value}`;
  }
}

/** Half of a character that takes two units, where there is one. */
function half(text) {
  return /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.exec(text)?.index;
}

const isWhole = "isWellFormed" in String.prototype ? (text) => text.isWellFormed() : (text) => half(text) === undefined;

let looked = 0;

/** What JSON would drop or change without a word; the steps to it are put in front as the way back is gone. */
function wrong(value, depth) {
  if (++looked > MOST) return { steps: [], code: "too_long", message: `more than ${MOST} values` };
  switch (typeof value) {
    case "string":
      return isWhole(value) ? undefined : { steps: [], half: half(value) };
    case "boolean":
    case "undefined":
      return undefined;
    case "number":
      return Number.isFinite(value) ? undefined : { steps: [], found: kind(value) };
    case "object":
      break;
    default:
      return { steps: [], found: kind(value) };
  }
  if (value === null) return undefined;
  if (depth > DEEPEST) {
    return { steps: [], code: "too_deep", message: `nested more than ${DEEPEST} levels deep, or in a circle` };
  }
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      const found = value[i] === undefined ? { steps: [], found: "undefined" } : wrong(value[i], depth + 1);
      if (found) return found.steps.unshift(`[${i}]`), found;
    }
    return undefined;
  }
  if (typeof value.toJSON === "function") return wrong(value.toJSON(), depth + 1);
  const prototype = Object.getPrototypeOf(value);
  // Objects of another window have another prototype of the same kind.
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    return { steps: [], found: `an instance of ${value.constructor?.name || "a class"}` };
  }
  for (const key of Object.keys(value)) {
    const found = wrong(value[key], depth + 1);
    if (found) return found.steps.unshift(/^[\p{L}_][\p{L}\p{N}_]*$/u.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`), found;
  }
  return undefined;
}

/** The JSON of a value that is plain data; nothing of it is lost. */
function json(value, what) {
  if (typeof value !== "object" || value === null) fail("request", `expected ${what}, found ${kind(value)}`);
  let found;
  let text;
  try {
    looked = 0;
    found = wrong(value, 0);
    if (!found) text = JSON.stringify(value);
  } catch (e) {
    const too = e instanceof RangeError;
    const message = too ? "too large to be read" : `cannot be read: ${e?.message ?? e}`;
    throw new KlartextError({ code: too ? "too_long" : "unreadable", message }, { cause: e });
  }
  if (found) {
    const path = `$${found.steps.join("")}`;
    if (found.half !== undefined) {
      fail("half_character", `half of a character in \`${path}\``, {
        path,
        span: { start: found.half, end: found.half + 1 },
        help: "the text was cut inside of a character",
      });
    }
    if (found.code) fail(found.code, found.message, { path });
    fail("request", `\`${path}\` is ${found.found}, which JSON does not have`, { path });
  }
  return within(text);
}

function within(text) {
  if (text.length > LONGEST) {
    fail("too_long", `text of ${text.length} units is longer than the limit of ${LONGEST}`);
  }
  return text;
}

/** A text as it is. */
function plain(text, what) {
  if (typeof text !== "string") fail("request", `expected ${what}, found ${kind(text)}`);
  within(text);
  if (!isWhole(text)) {
    const start = half(text);
    fail("half_character", "half of a character in the text", {
      span: { start, end: start + 1 },
      help: "the text was cut inside of a character",
    });
  }
  return text;
}

/** Places in a text that we wrote ourselves are nobody's. */
function placelessError(error, own) {
  if (own) for (const each of [error, ...error.errors]) each.span = null;
  return error;
}

/** Runs `ask` and reads its answer; `own` is true where the text that it is about was written by us. */
function run(ask, own) {
  needReady();
  try {
    return JSON.parse(ask());
  } catch (e) {
    throw placelessError(meaning(e), own);
  }
}

/** A file that was given as an object has no places. */
function placeless(findings) {
  for (const finding of findings) finding.span = null;
}

const options = (given) => (given === undefined ? undefined : json(given, "an object of options"));

/** What was given as a text or as an object, as text; and whether we wrote it. */
function written(given, what) {
  const own = typeof given !== "string";
  return [own ? json(given, what) : plain(given), own];
}

const file = (given) => written(given, "the text of a file, or an object");
const posted = (payload) => written(payload, "a payload, JSON or an object");

/** A question whose request is all there is to it. */
const simple = (room) => (ask, request) => run(() => ask(raw.Room[room], json(request, "an object")));

/** Every question that needs no rule set; `ask` puts it to the engine. */
const QUESTIONS = {
  resolve(ask, request, given) {
    const hint = given?.hint ?? undefined;
    if (hint !== undefined) plain(hint, "a hint");
    return run(() => ask(raw.Room.Resolve, json(request, "an object"), hint));
  },
  find: simple("Find"),
  explain: simple("Explain"),
  phone: simple("Phone"),
  lookup: simple("Lookup"),
  hours: simple("Hours"),
  confirm: simple("Confirm"),
  render: simple("Render"),
  templateCheck: simple("TemplateCheck"),
  agentCheck(ask, given, more) {
    const [text, own] = file(given);
    const report = run(() => ask(raw.Room.AgentCheck, text, options(more)), own);
    if (own) placeless(report.findings);
    return report;
  },
  agentDiff(ask, given, other, more) {
    const [[before, ownBefore], [after, ownAfter]] = [file(given), file(other)];
    let difference;
    try {
      difference = run(() => ask(raw.Room.AgentDiff, json({ before, after }), options(more)));
    } catch (e) {
      if (e.side === "before" ? ownBefore : ownAfter) e.span = null;
      throw e;
    }
    if (ownAfter) placeless(difference.new_findings);
    if (ownBefore) placeless(difference.vanished_findings);
    return difference;
  },
  redact(ask, text, given) {
    plain(text, "a text");
    return run(() => ask(raw.Room.Redact, json({ ...given, text })));
  },
};

const free = (question) => (...args) => question(raw.answer, ...args);

export const resolve = free(QUESTIONS.resolve);
export const find = free(QUESTIONS.find);
export const explain = free(QUESTIONS.explain);
export const phone = free(QUESTIONS.phone);
export const lookup = free(QUESTIONS.lookup);
export const hours = free(QUESTIONS.hours);
export const confirm = free(QUESTIONS.confirm);
export const render = free(QUESTIONS.render);
export const templateCheck = free(QUESTIONS.templateCheck);
export const agentCheck = free(QUESTIONS.agentCheck);
export const agentDiff = free(QUESTIONS.agentDiff);
export const redact = free(QUESTIONS.redact);

/** A rule set, ready to judge. */
export class Engine {
  #raw;

  constructor(ruleSet) {
    const [text, own] = written(ruleSet, "a rule set, TOML or an object");
    needReady();
    if (raw.Engine === undefined) fail("not_built", "this build was made without rule sets");
    try {
      this.#raw = new raw.Engine(text, own || /^\s*\{/.test(text));
    } catch (e) {
      throw placelessError(meaning(e), own);
    }
  }

  #get() {
    return this.#raw ?? fail("freed", "this engine was freed");
  }

  check(payload, context) {
    const [text, own] = posted(payload);
    return run(() => this.#get().check(text, json(context, "a context such as `{ now }`")), own);
  }

  conversation(state, payload, context) {
    const [text, own] = posted(payload);
    const before = state === null || state === undefined ? undefined : json(state, "the state of the turn before");
    return run(() => this.#get().conversation(before, text, json(context, "a context such as `{ now }`")), own);
  }

  rules() {
    return run(() => this.#get().rules());
  }

  free() {
    this.#raw?.free();
    this.#raw = undefined;
  }

  static {
    for (const [name, question] of Object.entries(QUESTIONS)) {
      const value = function (...args) {
        return question((room, request, beside) => this.#get().answer(room, request, beside), ...args);
      };
      Object.defineProperty(this.prototype, name, { value, writable: true, configurable: true });
    }
    if (Symbol.dispose) this.prototype[Symbol.dispose] = this.prototype.free;
  }
}

/** The clock and the zone of this device, for `now` and `zone` of a request. */
export function nowContext(zone = Intl.DateTimeFormat().resolvedOptions().timeZone) {
  return { now: new Date().toISOString(), zone };
}
