// Reads a JSON list of phrases, writes a JSON list of [nanoseconds, answer]: chrono-node on Wednesday, 2025-11-05, 10:00.
import { readFileSync } from "node:fs";
import { de } from "chrono-node";

const now = new Date(2025, 10, 5, 10, 0);
const two = (n) => String(n).padStart(2, "0");
const wall = (parts) =>
  `${parts.get("year")}-${two(parts.get("month"))}-${two(parts.get("day"))}T${two(parts.get("hour"))}:${two(parts.get("minute"))}`;
const parse = (text) => de.parse(text, now, { forwardDate: true });

const phrases = JSON.parse(readFileSync(0, "utf8"));
// V8 compiles what runs often: it gets the time to do so.
for (let round = 0; round < 50; round++) for (const phrase of phrases) parse(phrase);
const answers = phrases.map((phrase) => {
  const times = [];
  for (let round = 0; round < 15; round++) {
    const start = process.hrtime.bigint();
    for (let call = 0; call < 40; call++) parse(phrase);
    times.push(Number(process.hrtime.bigint() - start) / 40);
  }
  times.sort((a, b) => a - b);
  const [first] = parse(phrase);
  return [times[7], first ? wall(first.start) : null];
});
console.log(JSON.stringify(answers));
