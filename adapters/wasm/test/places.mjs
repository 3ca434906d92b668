// Byte offsets into UTF-16 offsets once more, by Node's own decoder, so that two ways are compared and not one with itself.

const text = (value) => (typeof value === "string" ? [value] : []);

/** The number of UTF-16 units before a byte; undefined inside a character and behind the end. */
function units(of, byte) {
  const bytes = Buffer.from(of);
  if (byte > bytes.length || (bytes[byte] & 0xc0) === 0x80) return undefined;
  return bytes.subarray(0, byte).toString().length;
}

/** The place in the text that it counts in; null where that is not certain. */
function place(texts, { start, end }) {
  const found = new Set();
  for (const of of texts) {
    const [from, to] = [units(of, start), units(of, end)];
    if (from !== undefined && to !== undefined) found.add(`${from} ${to}`);
  }
  if (found.size !== 1) return null;
  const [from, to] = [...found][0].split(" ").map(Number);
  return { start: from, end: to };
}

/** Rewrites every span of an answer, whichever text it counts in. */
function all(value, texts) {
  if (Array.isArray(value)) value.forEach((item) => all(item, texts));
  else if (value !== null && typeof value === "object") {
    for (const [key, inner] of Object.entries(value)) {
      if (key === "span" && inner !== null) value.span = place(texts, inner);
      else all(inner, texts);
    }
  }
}

/** The text at a path of a payload, `$.args.datum`. */
function at(payload, path) {
  return path
    .replace(/^\$\.?/, "")
    .split(".")
    .reduce((here, step) => here?.[step], payload);
}

/** The texts that the span of a verdict's finding can count in. */
function heard(finding, payload, state) {
  if (typeof finding.path === "string" && typeof at(payload, finding.path) === "string") return [at(payload, finding.path)];
  const { slot } = finding;
  const found = Object.entries(state.slots).flatMap(([name, known]) =>
    Object.values(known.heard).filter((h) => name === slot || h.path.split(".").at(-1) === slot),
  );
  if (found.length > 0 || slot === undefined) return found.map((h) => h.text);
  const [list, index, ...field] = slot.split(".");
  const known = Object.values(state.slots[list]?.heard ?? {})[0];
  if (!known || index === undefined) return [];
  const items = JSON.parse(known.text);
  let item = Array.isArray(items) ? items[Number(index)] : items;
  if (typeof item === "string") item = JSON.parse(item);
  const one = item[field.join(".")];
  return (typeof one === "string" ? [one] : Object.values(item).flatMap(text)).map((t) => t.trim());
}

/** The answer of the library with its places as JavaScript counts them. */
export function converted(ask, args, answer) {
  const [first] = args;
  switch (ask) {
    case "resolve":
    case "find":
    case "explain":
    case "phone":
      all(answer, [first.text]);
      break;
    case "render":
    case "templateCheck":
      all(answer, [first.template]);
      break;
    case "agentCheck":
      all(answer, [first]);
      break;
    case "agentDiff":
      all(answer.new_findings, [args[1]]);
      all(answer.vanished_findings, [args[0]]);
      break;
    case "hours": {
      const wishes = [first, ...(first.bookings ?? [])];
      all(answer, wishes.flatMap((wish) => [...text(wish.text), ...text(wish.repeat)]));
      break;
    }
    case "conversation": {
      const payload = JSON.parse(args[1]);
      for (const finding of answer.verdict.findings) all([finding], heard(finding, payload, answer.state));
      break;
    }
    case "lookup":
    case "confirm":
      // Nothing here has a place in a text; a span would be left as it is, and differ.
      break;
    case "redact":
      break;
    default:
      throw new Error(`no way to convert the places of ${ask}`);
  }
  return answer;
}
