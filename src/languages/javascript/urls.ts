/**
 * A path with `/` and the query that an ES module's URL carries (with its `?`), or null for a URL of another kind. A drive's letter is
 * upper case, since Node takes it as it was typed.
 */
export function asPath(id: string): { readonly path: string; readonly query: string } | null {
  if (id.startsWith("file:")) return ofFileUrl(id);
  if (WINDOWS.test(id)) return { path: windowsPath(id), query: "" };
  return URL_SCHEME.test(id) ? null : { path: id, query: "" };
}

/** A drive, or a share: `C:\\`, `C:/`, `\\\\server\\`, `\\\\?\\C:\\`. */
const WINDOWS = /^(?:[A-Za-z]:[\\/]|\\\\)/;
const URL_SCHEME = /^[A-Za-z][A-Za-z0-9+.-]+:/;

function windowsPath(path: string): string {
  const plain = path.replaceAll("\\", "/").replace(/^\/\/\?\/(?=[A-Za-z]:)/, "");
  return plain.replace(/^[a-z](?=:\/)/, (letter) => letter.toUpperCase());
}

function ofFileUrl(url: string): { path: string; query: string } {
  const cut = url.search(/[?#]/);
  const whole = cut < 0 ? url : url.slice(0, cut);
  const encoded = whole.replace(/^file:(?:\/\/(?:localhost(?=\/))?)?/, "");
  const path = decoded(encoded);
  const query = cut < 0 ? "" : url.slice(cut);
  if (/^\/[A-Za-z]:\//.test(path)) return { path: windowsPath(path.slice(1)), query };
  // A server's name before the path is a Windows share.
  return { path: path.startsWith("/") ? path : `//${path}`, query };
}

function decoded(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}

const SHOWN = 60;

/**
 * A URL short enough to be read, and still another one for another URL: what is cut is told by its length and a
 * checksum. Object URLs are made anew in every run and so have one name.
 */
export function shortUrl(url: string): string {
  if (url.startsWith("blob:")) return "blob:";
  if (url.length <= SHOWN + 20) return url;
  return `${url.slice(0, SHOWN).trimEnd()}…${url.length}:${checksum(url)}`;
}

/** FNV-1a, 32 bits, twice with different starts: enough to tell the few URLs of a program apart. */
function checksum(text: string): string {
  let first = 0x811c9dc5;
  let second = 0x9747b28c;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    first = Math.imul(first ^ unit, 0x01000193);
    second = Math.imul(second ^ (unit + index), 0x01000193);
  }
  return (first >>> 0).toString(36) + (second >>> 0).toString(36);
}
