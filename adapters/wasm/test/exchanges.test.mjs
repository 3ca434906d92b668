// Every fixture as the library answers it, asked once more through the package: the same answer, byte for byte.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { klartext, url } from "./package.mjs";
import { converted } from "./places.mjs";

const file = process.env.KLARTEXT_EXCHANGES ?? new URL("../../../target/wasm/exchanges.jsonl", import.meta.url);
const raw = await import(url("klartext_wasm.js"));
const engines = new Map();
const rooms = new Map();

const lines = readFileSync(file, "utf8").split("\n");
for (let i = 0; i + 1 < lines.length; i += 2) {
  const asked = JSON.parse(lines[i]);
  if (asked.text !== undefined) engines.set(asked.rules, new klartext.Engine(asked.text));
  else {
    if (!rooms.has(asked.ask)) rooms.set(asked.ask, []);
    rooms.get(asked.ask).push({ ...asked, answer: lines[i + 1] });
  }
}

const isAscii = (text) => /^[\x00-\x7F]*$/.test(text);

/** The text of the answer as the module gives it, before JavaScript reads it. */
function text({ ask, args }) {
  const room = raw.Room[ask[0].toUpperCase() + ask.slice(1)];
  return raw.answer(room, JSON.stringify(args[0]), ask === "resolve" ? args[1].hint : undefined);
}

for (const [ask, exchanges] of rooms) {
  test(`${ask}: ${exchanges.length} answers are those of the library`, () => {
    for (const exchange of exchanges) {
      const { id, args, rules, answer } = exchange;
      const owner = rules === undefined ? klartext : engines.get(rules);
      const got = owner[ask](...args);
      const expected = converted(ask, args, JSON.parse(answer));
      assert.equal(JSON.stringify(got), JSON.stringify(expected), `${id}\nasked ${JSON.stringify(args)}`);
      // Where a byte is a unit, the very text is the same, numbers and order of fields included.
      if (args.length <= 2 && typeof args[0] === "object" && args[0] !== null && isAscii(JSON.stringify(args))) {
        assert.equal(text(exchange), answer, id);
      }
    }
  });
}

test("every kind of fixture was asked", () => {
  const asked = [...rooms.keys()].sort();
  const all = "agentCheck agentDiff confirm conversation explain find hours lookup phone redact render resolve templateCheck";
  assert.deepEqual(asked, all.split(" "));
});

test("spans cut out what they name", () => {
  for (const { args } of rooms.get("find")) {
    for (const mention of klartext.find(args[0]).mentions) {
      assert.equal(args[0].text.slice(mention.span.start, mention.span.end), mention.text);
    }
  }
});

test("the first turn of a conversation is a check", () => {
  let checked = 0;
  for (const { args, rules } of rooms.get("conversation")) {
    if (args[0].turns !== 0) continue;
    const engine = engines.get(rules);
    const { verdict } = engine.conversation(null, args[1], args[2]);
    assert.deepEqual(engine.check(args[1], args[2]), verdict);
    assert.deepEqual(engine.check(JSON.parse(args[1]), args[2]).outcome, verdict.outcome);
    checked += 1;
  }
  assert.ok(checked > 100, `only ${checked}`);
});
