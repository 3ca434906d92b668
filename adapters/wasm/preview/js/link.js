// @ts-check
/** The state of a tab in the fragment of the address: `#k1.` and the JSON, compressed, as base64url. A fragment is never sent. */

const TAG = 'k1.';
/** What a link may grow to when it is read; a few bytes can be compressed megabytes. */
const MAX_STATE = 4 * 1024 * 1024;
/** Longer ones break in mail and chat programs. */
export const MAX_LINK = 60_000;

/** @param {unknown} state @returns {Promise<string>} the fragment, without `#` */
export async function pack(state) {
  const bytes = new TextEncoder().encode(JSON.stringify(state));
  const packed = await new Response(stream(bytes).pipeThrough(new CompressionStream('deflate-raw'))).arrayBuffer();
  return TAG + toBase64(new Uint8Array(packed));
}

/**
 * @param {string} fragment with or without `#`
 * @returns {Promise<{state: any} | {problem: 'version' | 'broken'} | null>} null where there is none
 */
export async function unpack(fragment) {
  const text = fragment.replace(/^#/, '');
  if (text === '') return null;
  if (!text.startsWith(TAG)) return { problem: /^k\d+\./.test(text) ? 'version' : 'broken' };
  try {
    const bytes = fromBase64(text.slice(TAG.length));
    const json = await limited(stream(bytes).pipeThrough(new DecompressionStream('deflate-raw')));
    const state = JSON.parse(json);
    if (state === null || typeof state !== 'object' || Array.isArray(state)) return { problem: 'broken' };
    return { state };
  } catch {
    return { problem: 'broken' };
  }
}

/** @param {ReadableStream<Uint8Array>} readable */
async function limited(readable) {
  const reader = readable.getReader();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let out = '';
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return out + decoder.decode();
    length += value.length;
    if (length > MAX_STATE) {
      await reader.cancel();
      throw new Error('too long');
    }
    out += decoder.decode(value, { stream: true });
  }
}

/** @param {Uint8Array} bytes @returns {any} */
function stream(bytes) {
  return new Blob([/** @type {any} */ (bytes)]).stream();
}

/** @param {Uint8Array} bytes */
function toBase64(bytes) {
  let binary = '';
  for (let i = 0; i < bytes.length; i += 8192) binary += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** @param {string} text */
function fromBase64(text) {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (c) => c.charCodeAt(0));
}
