// `node size.mjs FILE`: its size in bytes, as it is, with gzip and with brotli, each at its best.
import { readFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const bytes = readFileSync(process.argv[2]);
const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } };
console.log([bytes.length, gzipSync(bytes, { level: 9 }).length, brotliCompressSync(bytes, brotli).length].join(","));
