// For browsers, workers and bundlers.

import load, { initSync as loadSync } from "./klartext_wasm.js";
import { KlartextError, isReady } from "./core.js";

export {
  Engine,
  KlartextError,
  agentCheck,
  agentDiff,
  confirm,
  explain,
  find,
  hours,
  lookup,
  nowContext,
  phone,
  redact,
  render,
  resolve,
  templateCheck,
} from "./core.js";

let loading;

/** Loads the engine, once: from beside this file, from an URL, from bytes, or as a compiled module. */
export function init(source) {
  loading ??= load(source === undefined ? undefined : { module_or_path: source }).then(
    () => void isReady(true),
    (cause) => {
      loading = undefined;
      throw new KlartextError({ code: "not_loaded", message: `cannot load the engine: ${cause?.message ?? cause}` }, { cause });
    },
  );
  return loading;
}

/** The same at once, from bytes or a compiled module. */
export function initSync(source) {
  if (isReady()) return;
  try {
    loadSync({ module: source });
  } catch (cause) {
    throw new KlartextError({ code: "not_loaded", message: `cannot load the engine: ${cause?.message ?? cause}` }, { cause });
  }
  isReady(true);
}

export default init;
