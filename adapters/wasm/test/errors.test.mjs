// Bad input of every kind: a KlartextError each time, never a trap, and the next answer is as good as the one before.
import assert from "node:assert/strict";
import { test } from "node:test";

import { klartext } from "./package.mjs";

const { Engine, KlartextError, agentCheck, agentDiff, find, phone, redact, render, resolve, templateCheck } = klartext;
const now = "2025-11-05T10:00";
const RULES = 'version = 1\n[slots.name]\nfrom = ["name"]\nrequired = true\n';

/** The error of a call, as plain data. */
function error(call) {
  let got;
  assert.throws(call, (thrown) => {
    assert.ok(thrown instanceof KlartextError, `${thrown?.stack ?? thrown}`);
    assert.ok(thrown instanceof Error);
    assert.equal(typeof thrown.code, "string");
    got = thrown.toJSON();
    return true;
  });
  assert.equal(resolve({ text: "morgen", now }).readings[0].date, "2025-11-06");
  return got;
}

const code = (call) => error(call).code;

function circle() {
  const value = { text: "morgen", now };
  value.vars = { value };
  return value;
}

function nested(levels) {
  let value = {};
  for (let i = 0; i < levels; i++) value = { value };
  return value;
}

/** Two references on each level: 2^60 values for who follows them. */
function bush() {
  let value = {};
  for (let i = 0; i < 60; i++) value = { a: value, b: value };
  return value;
}

class Request {
  text = "morgen";
}

const everything = [
  undefined,
  null,
  true,
  0,
  NaN,
  10n,
  Symbol("x"),
  "morgen",
  "",
  "{",
  "\ud83d",
  () => 1,
  [],
  [1],
  {},
  new Date(),
  new Map(),
  new Set([1]),
  new Uint8Array(4),
  new Request(),
  circle(),
  nested(100_000),
  bush(),
  { text: undefined },
  { text: null, now },
  { text: 1, now },
  { text: NaN, now },
  { text: "morgen", now: NaN },
  { text: "morgen", now: new Date(NaN) },
  { text: "morgen", now, id: 10n },
  { text: "morgen", now, zone: "Mars/Base" },
  { text: "morgen", now, zone: 7 },
  { text: "half \ud83d", now },
  { text: "half \udc00 of one", now },
  { text: "morgen", now, extra: 1 },
  { text: [undefined], now },
  { text: () => "morgen", now },
  {
    now,
    get text() {
      throw new TypeError("no");
    },
  },
  new Proxy(
    {},
    {
      ownKeys() {
        throw new RangeError("no");
      },
    },
  ),
  Object.create({ text: "inherited" }),
];

for (const name of "resolve find explain phone lookup hours confirm render templateCheck".split(" ")) {
  test(`${name} refuses what is no request`, () => {
    for (const value of everything) {
      const { code, message } = error(() => klartext[name](value));
      assert.ok(code !== "internal", `${name}: ${message}`);
    }
  });
}

test("a file of an agent and a rule set are refused as well", () => {
  for (const value of everything) {
    if (Array.isArray(value) || (typeof value === "object" && value !== null)) continue;
    assert.notEqual(code(() => agentCheck(value)), "internal");
    assert.notEqual(code(() => agentDiff(value, "{}")), "internal");
    assert.notEqual(code(() => agentDiff("{}", value)), "internal");
  }
  for (const value of everything) assert.notEqual(code(() => new Engine(value)), "internal");
});

test("a turn is refused where one of its parts is none", () => {
  const engine = new Engine(RULES);
  const good = { name: "Eva Beispiel" };
  for (const value of everything) {
    assert.notEqual(code(() => engine.check(good, value)), "internal");
    if (value !== null && value !== undefined) {
      assert.notEqual(code(() => engine.conversation(value, good, { now })), "internal");
    }
  }
  for (const value of [undefined, null, 1, NaN, 10n, "", "{", "[]", "\ud83d", circle(), [], nested(1000)]) {
    assert.notEqual(code(() => engine.check(value, { now })), "internal");
  }
  assert.equal(engine.check(good, { now }).outcome, "accept");
});

test("what is wrong is said, with its place", () => {
  assert.deepEqual(error(() => resolve({ text: "morgen" })), {
    code: "now_missing",
    message: "`now` is missing",
    span: null,
    help: "RFC 3339, or wall time like `2025-11-05T10:00`; `nowContext()` has that of the device",
    path: null,
    side: null,
    errors: [],
  });
  const message = (call) => error(call).message;
  assert.equal(message(() => resolve()), "expected an object, found undefined");
  assert.equal(message(() => resolve(["", "morgen", now])), "expected an object, found a list");
  assert.equal(message(() => resolve({ text: 1, now })), "invalid type: integer `1`, expected a string");
  assert.equal(message(() => resolve({ txt: "", now })).slice(0, 20), "unknown field `txt`,");
  assert.equal(message(() => resolve({ text: "a", now, id: NaN })), "`$.id` is NaN, which JSON does not have");
  assert.equal(message(() => resolve({ text: "a", now, id: [1, 10n] })), "`$.id[1]` is a BigInt, which JSON does not have");
  assert.equal(message(() => resolve({ text: "a", now, id: { "a b": new Map() } })), '`$.id["a b"]` is an instance of Map, which JSON does not have');
  assert.equal(message(() => resolve(circle())).slice(0, 17), "nested more than ");
  assert.equal(message(() => resolve({ text: "", now: "gestern" })), "`gestern` is not a point in time");
  assert.equal(message(() => resolve({ text: "", now, zone: "Mars" })), "unknown time zone `Mars`");
  const half = error(() => resolve({ text: "für \ud83d", now }));
  assert.deepEqual([half.code, half.path, half.span], ["half_character", "$.text", { start: 4, end: 5 }]);
  assert.equal(error(() => resolve({ text: "14", now }, { hint: "day" })).code, "request");
});

test("all that is wrong with a rule set comes at once, placed in its text", () => {
  const toml = 'version = 1\nname = "Zöpfe 😀"\nzon = "x"\n[slots.a]\ntyp = 1\n';
  const got = error(() => new Engine(toml));
  assert.deepEqual(got.errors.map((e) => [e.code, e.path, toml.slice(e.span.start, e.span.end)]), [
    ["rule", "zon", "zon"],
    ["rule", "slots.a.typ", "typ"],
  ]);
  assert.deepEqual([got.code, got.span], ["rule", got.errors[0].span]);
  // In an object there are no places, only keys.
  const object = error(() => new Engine({ version: 1, zon: "x", slots: { a: {} } }));
  assert.deepEqual([object.path, object.span, object.errors[0].span], ["zon", null, null]);
  assert.equal(code(() => new Engine("[[[")), "rule_syntax");
});

test("a payload that is no JSON has its place", () => {
  const engine = new Engine(RULES);
  const text = '{"name": "Zoë", }';
  const got = error(() => engine.check(text, { now }));
  assert.deepEqual([got.code, text.slice(got.span.start, got.span.end)], ["json", "}"]);
  assert.equal(error(() => engine.check([1], { now })).span, null);
});

test("a file of two is named", () => {
  const got = error(() => agentDiff("{}", "ä{"));
  assert.deepEqual([got.code, got.side, got.span.start], ["json", "after", 0]);
  assert.deepEqual(agentCheck({ general_prompt: "Hallo {{nam}}" }).findings.map((f) => [f.path, f.span]), [["$.general_prompt", null]]);
});

test("what is too long is refused, and soon", () => {
  const long = "morgen um drei ".repeat(100_000);
  assert.equal(code(() => resolve({ text: long, now })), "too_long");
  assert.equal(code(() => resolve({ text: "x".repeat(40 << 20), now })), "too_long");
  assert.equal(code(() => agentCheck("ä".repeat(33 << 20))), "too_long");
  assert.equal(code(() => new Engine(" ".repeat(2 << 20))), "too_long");
  assert.equal(code(() => redact("x".repeat(40 << 20))), "too_long");
  assert.equal(redact(`${"Rückruf ".repeat(100_000)}030 23125000`).slice(-16), "[PHONE_REDACTED]");
  const outcome = phone({ text: "1".repeat(100_000) });
  assert.equal(outcome.status, "invalid");
});

test("templates tell all that is wrong with them", () => {
  const request = { template: "für <<name>> und <<nam>>", vars: {} };
  const { errors, text } = render(request);
  assert.equal(text, null);
  assert.deepEqual(errors.map((e) => request.template.slice(e.span.start, e.span.end)), ["<<name>>", "<<nam>>"]);
  assert.equal(code(() => render({ template: "<<a>>", vars: { a: {} } })), "variable");
  assert.equal(code(() => render({ template: "<<a:spoken_short>>", vars: { a: "2025-11-06" } })), "now_missing");
  assert.deepEqual(templateCheck({ template: "ä <<name>>" }).markers[0].span, { start: 2, end: 10 });
});

test("an engine that was freed says so", () => {
  const engine = new Engine(RULES);
  engine.free();
  engine.free();
  assert.equal(code(() => engine.check({}, { now })), "freed");
  assert.equal(code(() => engine.resolve({ text: "morgen", now })), "freed");
});

test("dates, objects without a prototype and absent fields are plain data", () => {
  const at = new Date("2025-11-05T09:00:00Z");
  assert.equal(resolve({ text: "morgen", now: at, zone: undefined, hours: null }).readings[0].date, "2025-11-06");
  const bare = Object.assign(Object.create(null), { text: "morgen", now });
  assert.equal(find(bare).mentions.length, 1);
  const context = klartext.nowContext("Europe/Vienna");
  assert.deepEqual([context.zone, Number.isNaN(Date.parse(context.now))], ["Europe/Vienna", false]);
});

test("an engine gives what a request leaves open", () => {
  const engine = new Engine('version = 1\nzone = "Europe/London"\n[policy]\nnext_weekday = "next_week"\n[hours]\nwed = ["02:00-04:00"]\n[slots.a]\n');
  assert.equal(engine.resolve({ text: "um drei", now: "2025-11-05T01:00" }).readings[0].time, "03:00");
  assert.equal(resolve({ text: "um drei", now: "2025-11-05T01:00" }).readings[0].time, "15:00");
  assert.equal(engine.resolve({ text: "nächsten Freitag", now }).readings[0].date, "2025-11-14");
  assert.equal(engine.resolve({ text: "heute um 14:00", now }).readings[0].zone, "Europe/London");
  assert.equal(engine.rules().zone, "Europe/London");
  const { trace } = engine.check({ a: "x" }, { now, trace: true });
  assert.deepEqual(trace.map((step) => step.rule), ["slots.a"]);
  assert.equal(engine.check({ a: "x" }, { now }).trace, undefined);
});
