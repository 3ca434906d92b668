// @ts-check
/** The worker: one message in, one out, in order. */
import { OPS, plain, ready } from './engine.js';

self.onmessage = async (event) => {
  const { id, op, args } = event.data;
  try {
    const run = OPS[op];
    if (!run.cold) await ready();
    const start = performance.now();
    const answer = await run(args);
    self.postMessage({ id, answer, ms: performance.now() - start });
  } catch (thrown) {
    // A trap leaves the instance in an unknown state: the page starts a new worker.
    const fatal = thrown instanceof WebAssembly.RuntimeError;
    self.postMessage({ id, error: plain(thrown), fatal, ms: 0 });
  }
};
