// What a user in TypeScript writes; `cargo xtask wasm --test` compiles it beside the package.
import { Engine, KlartextError, agentDiff, init, lookup, nowContext, phone, render, resolve } from "./pkg/index.js";
import type { Conversation, Verdict, WireReading } from "./pkg/index.js";
await init();
const got = resolve({ text: "morgen", ...nowContext() }, { hint: "date" });
for (const reading of got.readings) {
  if (reading.kind === "datetime") console.log(reading.local, reading.span.start);
}
const engine = new Engine("version = 1");
let state: Conversation | null = null;
const turn = engine.conversation(state, { a: 1 }, { now: new Date(), trace: true });
state = turn.state;
const verdict: Verdict = turn.verdict;
console.log(verdict.outcome === "ask" ? verdict.ask?.text : verdict.say, phone({ text: "1" }).status === "valid");
console.log(agentDiff("{}", {}).parts.map((part) => part.what), render({ template: "a" }).text);
try { lookup({ now: "x", clues: { name: "Eva" }, appointments: [{ id: "a", start: "b" }] }); } catch (e) { if (e instanceof KlartextError) console.log(e.code, e.span?.end); }
// @ts-expect-error no clock
resolve({ text: "morgen" });
// @ts-expect-error not a field
phone({ txt: "1" });
