// @ts-check
/**
 * Asks the engine, which lives in a worker, so that no text however long holds up typing.
 *
 * Each caller has a channel, and of each channel only the latest question counts: what was asked before and is not
 * answered yet is dropped. One question is with the worker at a time.
 */

/** How long an answer may take before the worker is started anew. */
const PATIENCE_MS = 15_000;

/** Something newer was asked on the same channel; whoever waits has nothing to do. */
export const SUPERSEDED = Symbol('superseded');

/** @typedef {{code: string, message: string, help?: string | null, span?: {start: number, end: number} | null, problems?: any[]}} EngineError */
/** @typedef {{op: string, args: any, resolve: (answer: any) => void, reject: (error: EngineError) => void}} Question */

export class EngineClient {
  /** @param {() => Worker} start @param {number} [patience] in ms */
  constructor(start, patience = PATIENCE_MS) {
    this.start = start;
    this.patience = patience;
    /** @type {Map<string, Question>} in the order in which they came up */
    this.waiting = new Map();
    /** @type {{id: number, channel: string, question: Question, stale: boolean, timer: number} | null} */
    this.current = null;
    this.count = 0;
    /** @type {Worker | null} */
    this.worker = null;
    /** How long the engine itself took for the last answer, in ms. */
    this.lastMs = 0;
  }

  /**
   * @param {string} channel
   * @param {string} op what to do: a function of engine.js
   * @param {any} args
   * @returns {Promise<any>} the answer, or SUPERSEDED; an EngineError where there is none
   */
  ask(channel, op, args) {
    return new Promise((resolve, reject) => {
      const older = this.waiting.get(channel);
      if (older) older.resolve(SUPERSEDED);
      if (this.current?.channel === channel) this.current.stale = true;
      this.waiting.set(channel, { op, args, resolve, reject });
      this.next();
    });
  }

  next() {
    if (this.current) return;
    const first = this.waiting.entries().next();
    if (first.done) return;
    const [channel, question] = first.value;
    this.waiting.delete(channel);
    this.count += 1;
    const timer = window.setTimeout(() => this.broken('timeout', 'no answer in time'), this.patience);
    this.current = { id: this.count, channel, question, stale: false, timer };
    this.running().postMessage({ id: this.count, op: question.op, args: question.args });
  }

  running() {
    if (this.worker) return this.worker;
    const worker = this.start();
    worker.onmessage = (event) => this.answered(event.data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.broken('engine_failed', event.message || 'the engine could not be loaded');
    };
    this.worker = worker;
    return worker;
  }

  /** @param {{id: number, answer?: any, error?: EngineError, fatal?: boolean, ms: number}} message */
  answered(message) {
    const current = this.current;
    if (!current || current.id !== message.id) return;
    this.lastMs = message.ms;
    if (message.fatal) {
      this.broken('engine_failed', message.error?.message ?? '');
      return;
    }
    this.current = null;
    clearTimeout(current.timer);
    if (current.stale) current.question.resolve(SUPERSEDED);
    else if (message.error) current.question.reject(message.error);
    else current.question.resolve(message.answer);
    this.next();
  }

  /** A worker that hangs or has trapped answers nothing more; the next question gets a new one. @param {string} code @param {string} message */
  broken(code, message) {
    this.worker?.terminate();
    this.worker = null;
    const current = this.current;
    this.current = null;
    if (current) {
      clearTimeout(current.timer);
      current.question.reject({ code, message });
    }
    this.next();
  }
}
