// For Node: loaded when it is imported.

import { readFileSync } from "node:fs";

import { init, initSync } from "./index.js";

initSync(readFileSync(new URL("./klartext_wasm_bg.wasm", import.meta.url)));

export * from "./index.js";
export default init;
