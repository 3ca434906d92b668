// The package that was built last; `cargo xtask wasm --test` says where it is.
const folder = new URL(`file://${process.env.KLARTEXT_PKG ?? new URL("../../../target/wasm/pkg", import.meta.url).pathname}/`);

export const url = (file) => new URL(file, folder);
export const klartext = await import(url("node.js"));
