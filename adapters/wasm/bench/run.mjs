// `cargo xtask wasm --bench`: the package beside chrono-node and libphonenumber-js, the same inputs in one run.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";

import * as chrono from "chrono-node";
import { build } from "esbuild";
import { parsePhoneNumberFromString } from "libphonenumber-js/max";

const folder = process.env.KLARTEXT_PKG ?? new URL("../../../target/wasm/pkg", import.meta.url).pathname;
const exchanges = process.env.KLARTEXT_EXCHANGES ?? `${folder}/../exchanges.jsonl`;
const klartext = await import(`file://${folder}/node.js`);
const ROUNDS = Number(process.env.ROUNDS ?? 15);

/** What the fixtures ask, with the clock of each. */
function asked(name) {
  const lines = readFileSync(exchanges, "utf8").split("\n");
  const requests = [];
  for (let i = 0; i + 1 < lines.length; i += 2) {
    if (!lines[i].includes(`"ask":"${name}"`)) continue;
    const { ask, args } = JSON.parse(lines[i]);
    if (ask === name) requests.push(args[0]);
  }
  return requests;
}

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

/** Microseconds for each input, one library after the other in every round, so that what disturbs disturbs all. */
function race(ways) {
  const times = new Map(Object.keys(ways).map((name) => [name, []]));
  for (let round = -3; round < ROUNDS; round++) {
    globalThis.gc?.();
    for (const [name, [inputs, ask]] of Object.entries(ways)) {
      const start = performance.now();
      for (const input of inputs) ask(input);
      const each = ((performance.now() - start) * 1000) / inputs.length;
      if (round >= 0) times.get(name).push(each);
    }
  }
  return Object.fromEntries([...times].map(([name, list]) => [name, median(list)]));
}

/** The first answer in a process of its own; the median of nine. */
function first(name) {
  const runs = Array.from({ length: 9 }, () =>
    JSON.parse(execFileSync(process.execPath, [new URL("first.mjs", import.meta.url).pathname, name], { encoding: "utf8", env: { ...process.env, KLARTEXT_PKG: folder } })),
  );
  return { ready: median(runs.map((r) => r.ready)), first: median(runs.map((r) => r.first)) };
}

const kilobytes = (bytes) => (brotliCompressSync(bytes).length / 1000).toFixed(1);

/** As an application ships it: one file, made small, with brotli. */
async function size(contents) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: new URL(".", import.meta.url).pathname },
    bundle: true,
    minify: true,
    format: "esm",
    write: false,
  });
  return kilobytes(outputFiles[0].contents);
}

async function own() {
  const { outputFiles } = await build({ entryPoints: [`${folder}/index.js`], bundle: true, minify: true, format: "esm", write: false });
  return `${kilobytes(readFileSync(`${folder}/klartext_wasm_bg.wasm`))} + ${kilobytes(outputFiles[0].contents)} js`;
}

function table(title, rows, times) {
  console.log(`\n${title}`);
  console.log("  library                 µs/input   times ours   ready ms   first answer ms   brotli kB");
  const [ours] = Object.values(times);
  for (const { name, run, weight } of rows) {
    const { ready, first: answer } = first(run);
    const ratio = (times[name] / ours).toFixed(2);
    console.log(
      `  ${name.padEnd(22)}${times[name].toFixed(2).padStart(10)}${ratio.padStart(13)}${ready.toFixed(1).padStart(11)}${answer.toFixed(2).padStart(18)}   ${weight}`,
    );
  }
}

const ownSize = await own();

// Texts without a hint: chrono-node has no such thing.
const texts = asked("find").map(({ text, now, zone }) => ({ request: { text, now, zone }, text, at: new Date(now) }));
const understood = texts.filter(({ text, at }) => chrono.de.parse(text, at, { forwardDate: true }).length > 0);
const weight = await size('export { de } from "chrono-node"');
for (const [title, inputs] of [
  [`resolve: ${texts.length} texts of the fixtures`, texts],
  [`resolve: the ${understood.length} of them in which chrono-node finds something`, understood],
]) {
  const times = race({
    "klartext resolve": [inputs, (input) => klartext.resolve(input.request)],
    "klartext find": [inputs, (input) => klartext.find(input.request)],
    "chrono-node (de)": [inputs, (input) => chrono.de.parse(input.text, input.at, { forwardDate: true })],
  });
  table(
    title,
    [
      { name: "klartext resolve", run: "klartext resolve", weight: ownSize },
      { name: "klartext find", run: "klartext resolve", weight: "the same" },
      { name: "chrono-node (de)", run: "chrono-node", weight },
    ],
    times,
  );
}

// What a user of libphonenumber-js does to have what our answer has.
function theirs({ text, region }) {
  const number = parsePhoneNumberFromString(text, region);
  if (number === undefined) return undefined;
  return [number.number, number.isValid(), number.getType(), number.formatNational(), number.formatInternational()];
}
const numbers = asked("phone").filter((request) => request.source !== "spoken");
const valid = numbers.filter((request) => theirs(request)?.[1]);
const phoneWeight = await size('export { parsePhoneNumberFromString } from "libphonenumber-js/max"');
for (const [title, inputs] of [
  [`phone: ${numbers.length} texts of the fixtures, spoken ones left out`, numbers],
  [`phone: the ${valid.length} of them that libphonenumber-js takes for valid`, valid],
]) {
  const times = race({
    klartext: [inputs, klartext.phone],
    "libphonenumber-js/max": [inputs, theirs],
    "its parsing alone": [inputs, ({ text, region }) => parsePhoneNumberFromString(text, region)],
  });
  table(
    title,
    [
      { name: "klartext", run: "klartext phone", weight: ownSize },
      { name: "libphonenumber-js/max", run: "libphonenumber-js/max", weight: phoneWeight },
      { name: "its parsing alone", run: "libphonenumber-js/max", weight: "the same" },
    ],
    times,
  );
}

// Bytes to the first answer, as in a browser.
const bytes = readFileSync(`${folder}/klartext_wasm_bg.wasm`);
const ready = Array.from({ length: 9 }, () => {
  const start = performance.now();
  new WebAssembly.Module(bytes);
  return performance.now() - start;
});
console.log(`\ncompiling the module, ${bytes.length} bytes: ${median(ready).toFixed(1)} ms; node ${process.version}`);
