// @ts-check
/** What changed between two texts: first by lines, then by words inside of what changed. After Myers (1986). */

/** @typedef {{op: 'same' | 'gone' | 'new', text: string}} Change */

/** So many steps are looked for; texts that are further apart count as wholly replaced. */
const MAX_STEPS = 1500;

/** @param {string} before @param {string} after @returns {Change[]} */
export function diff(before, after) {
  const out = [];
  let gone = '';
  let fresh = '';
  const flush = () => {
    if (gone || fresh) out.push(...join(script(words(gone), words(fresh))));
    gone = '';
    fresh = '';
  };
  for (const change of script(lines(before), lines(after))) {
    if (change.op === 'gone') gone += change.text;
    else if (change.op === 'new') fresh += change.text;
    else {
      flush();
      out.push(change);
    }
  }
  flush();
  return join(out);
}

/** @param {string} text */
function lines(text) {
  return text.match(/[^\n]*\n|[^\n]+/g) ?? [];
}

/** @param {string} text */
function words(text) {
  // A date or a time of day in digits is one word.
  return text.match(/\p{N}+(?:[.:]\p{N}+)+|[\p{L}\p{N}_]+|\s+|[^\p{L}\p{N}_\s]/gu) ?? [];
}

/** The shortest way from one list to the other. @param {string[]} a @param {string[]} b @returns {Change[]} */
function script(a, b) {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  const middle = myers(a.slice(head, a.length - tail), b.slice(head, b.length - tail));
  return [...same(a.slice(0, head)), ...middle, ...same(a.slice(a.length - tail))];
}

/** @param {string[]} parts @returns {Change[]} */
function same(parts) {
  return parts.map((text) => ({ op: 'same', text }));
}

/** @param {string[]} a @param {string[]} b @returns {Change[]} */
function myers(a, b) {
  const replaced = () => [...a.map((text) => change('gone', text)), ...b.map((text) => change('new', text))];
  if (a.length === 0 || b.length === 0) return replaced();
  const max = Math.min(a.length + b.length, MAX_STEPS);
  const offset = max + 1;
  const far = new Int32Array(2 * max + 3);
  /** @type {Int32Array[]} */
  const rounds = [];
  for (let d = 0; d <= max; d += 1) {
    rounds.push(far.slice(offset - d - 1, offset + d + 2));
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && far[offset + k - 1] < far[offset + k + 1]);
      let x = down ? far[offset + k + 1] : far[offset + k - 1] + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x += 1;
      far[offset + k] = x;
      if (x >= a.length && x - k >= b.length) return back(a, b, rounds);
    }
  }
  return replaced();
}

/** @param {'same' | 'gone' | 'new'} op @param {string} text @returns {Change} */
function change(op, text) {
  return { op, text };
}

/** The way back through the rounds. Of round `d` the diagonals `-d - 1 … d + 1` were kept. @param {string[]} a @param {string[]} b @param {Int32Array[]} rounds */
function back(a, b, rounds) {
  /** @type {Change[]} */
  const out = [];
  let x = a.length;
  let y = b.length;
  for (let d = rounds.length - 1; d > 0; d -= 1) {
    const far = rounds[d];
    const at = (/** @type {number} */ k) => far[k + d + 1];
    const k = x - y;
    const down = k === -d || (k !== d && at(k - 1) < at(k + 1));
    const fromK = down ? k + 1 : k - 1;
    const fromX = at(fromK);
    const fromY = fromX - fromK;
    while (x > fromX && y > fromY && x > 0 && y > 0 && a[x - 1] === b[y - 1] && (down ? x > fromX : x > fromX + 1)) {
      out.push(change('same', a[x - 1]));
      x -= 1;
      y -= 1;
    }
    out.push(down ? change('new', b[y - 1]) : change('gone', a[x - 1]));
    x = fromX;
    y = fromY;
  }
  while (x > 0) {
    out.push(change('same', a[x - 1]));
    x -= 1;
  }
  return out.reverse();
}

/** Neighbours of one kind become one; what is gone stands before what is new. @param {Change[]} changes @returns {Change[]} */
function join(changes) {
  /** @type {Change[]} */
  const out = [];
  let gone = '';
  let fresh = '';
  const flush = () => {
    if (gone) out.push(change('gone', gone));
    if (fresh) out.push(change('new', fresh));
    gone = '';
    fresh = '';
  };
  for (const { op, text } of changes) {
    if (op === 'gone') gone += text;
    else if (op === 'new') fresh += text;
    else {
      flush();
      const last = out[out.length - 1];
      if (last?.op === 'same') last.text += text;
      else out.push(change('same', text));
    }
  }
  flush();
  return out;
}
