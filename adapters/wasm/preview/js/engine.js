// @ts-check
/**
 * The one place that calls the package. What a tab needs for one answer is one function here, so that a keystroke is one
 * message to the worker and one back.
 */
import * as klartext from '../klartext/index.js';
import { diff } from './diff.js';

/** Longer texts are searched for mentions instead of explained word by word. */
export const LONG_TEXT = 2000;

/** @type {Promise<unknown> | null} */
let starting = null;

/** Loads the engine once; a failure is not kept, so that the next question tries again. */
export function ready() {
  starting ??= Promise.resolve(klartext.init()).catch((error) => {
    starting = null;
    throw error;
  });
  return starting;
}

/** An error as data, with all that the engine says of it. @param {any} error */
export function plain(error) {
  const one = (/** @type {any} */ e) => ({ code: e?.code ?? 'internal', message: String(e?.message ?? e), help: e?.help ?? null, span: e?.span ?? null, path: e?.path ?? null });
  const problems = Array.isArray(error?.errors) ? error.errors.map(one) : [];
  return { ...one(error), ...(problems.length > 0 && { problems }) };
}

/** @param {{text: string, now: string, zone: string, expect: string}} request */
function sentence(request) {
  const resolve = klartext.resolve(/** @type {any} */ (request));
  if (request.text.length > LONG_TEXT) return { resolve, explain: null, mentions: klartext.find(/** @type {any} */ (request)).mentions };
  return { resolve, explain: klartext.explain(/** @type {any} */ (request)), mentions: null };
}

/** The engine of the last rule set: it is built once and not with every turn. */
const built = { text: /** @type {string | null} */ (null), engine: /** @type {any} */ (null) };

/** @param {string} rules */
function engineOf(rules) {
  if (built.text !== rules) {
    built.engine?.free();
    built.text = null;
    built.engine = null;
    built.engine = new klartext.Engine(rules);
    built.text = rules;
  }
  return built.engine;
}

/**
 * Plays a conversation from its first turn. A turn that cannot be read ends it.
 * @param {{rules: string, turns: string[], now: string, zone: string}} request
 */
function call({ rules, turns, now, zone }) {
  let engine;
  try {
    engine = engineOf(rules);
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError) throw error;
    return { rulesError: plain(error), turns: [] };
  }
  const out = [];
  /** @type {any} */
  let state = null;
  for (const payload of turns) {
    try {
      const answer = engine.conversation(state, payload, { now, zone, trace: true });
      state = answer.state;
      out.push(answer);
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) throw error;
      out.push({ error: plain(error) });
      break;
    }
  }
  return { turns: out };
}

/** @param {{template: string, vars: Record<string, string>, syntax: string, policy: string, now: string, zone: string}} request */
function template({ template: text, vars, syntax, policy, now, zone }) {
  const check = klartext.templateCheck(/** @type {any} */ ({ template: text, vars, syntax }));
  const rendered = (/** @type {string} */ how) => klartext.render(/** @type {any} */ ({ template: text, vars, syntax, policy: how, now, zone }));
  const render = rendered(policy);
  // While something is missing, what there is helps to see where one is.
  const preview = render.text === null && policy !== 'keep' ? rendered('keep').text : null;
  return { check, render, preview };
}

/** @param {{before: string, after: string}} request */
function versions({ before, after }) {
  const names = (/** @type {string} */ text) => klartext.templateCheck({ template: text, syntax: 'both' }).variables;
  const both = isObject(before) && isObject(after);
  return {
    changes: diff(before, after),
    variables: { before: names(before), after: names(after) },
    agent: both ? klartext.agentDiff(before, after) : null,
  };
}

/** @param {string} text */
function isObject(text) {
  if (!text.trimStart().startsWith('{')) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** @param {{json: string, supplied: string[]}} request */
function agent({ json, supplied }) {
  return klartext.agentCheck(json, { supplied });
}

/** A lookup and the replies to its questions, one answer for each. @param {any} request */
function lookup({ clues, appointments, replies, now, zone }) {
  /** @type {any[]} */
  const out = [klartext.lookup({ clues, appointments, now, zone })];
  for (const reply of replies) {
    const { state } = out[out.length - 1];
    out.push(klartext.lookup({ reply, state, appointments, now, zone }));
  }
  return out;
}

/** For the bench: from bytes that have arrived to ready, and to the first answer. In a worker of its own. */
async function cold() {
  const response = await fetch(new URL('../klartext/klartext_wasm_bg.wasm', import.meta.url));
  const bytes = await response.arrayBuffer();
  const start = performance.now();
  await klartext.init(bytes);
  const ready = performance.now();
  klartext.resolve({ text: 'nächste Woche Montag um halb drei', now: '2025-11-05T10:00' });
  return { bytes: bytes.byteLength, ready: ready - start, first: performance.now() - ready };
}
cold.cold = true;

/** @type {Record<string, ((args: any) => any) & {cold?: boolean}>} */
export const OPS = { sentence, call, template, versions, agent, lookup, cold };
