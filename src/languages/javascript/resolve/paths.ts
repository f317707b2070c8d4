import { asPath } from "../urls.js";

/** The folder of a path with `/`: "" for "/x". */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

export function isAbsolute(path: string): boolean {
  return path.startsWith("/") || /^[A-Za-z]:\//.test(path);
}

/** "./x", "../x", "." and "..": from the importer's own folder. */
export function isRelative(specifier: string): boolean {
  return /^\.\.?(?:\/|$)/.test(specifier);
}

/** `relative` from a folder, without ".", ".." and doubled or closing slashes; "" for the root itself. */
export function joined(folder: string, relative: string): string {
  const whole = isAbsolute(relative) ? relative : `${folder}/${relative}`;
  if (!UNTIDY.test(whole)) return whole;
  const parts: string[] = [];
  for (const part of whole.split("/")) {
    if (part === "..") {
      if (parts.length > (/^[A-Za-z]:$/.test(parts[0] ?? "") ? 1 : 0)) parts.pop();
    } else if (part !== "." && part !== "") parts.push(part);
  }
  return whole.startsWith("/") ? `/${parts.join("/")}`.replace(/^\/$/, "") : parts.join("/");
}

const UNTIDY = /\/\.{0,2}(?:\/|$)/;

/**
 * As `joined`, by the rules of URLs: percent signs are decoded, a query is cut off, backslashes are slashes.
 * Null where Node refuses: encoded slashes, percent signs that encode nothing.
 *
 * @param folder a path, not a URL
 */
export function joinedAsUrl(folder: string, relative: string): { path: string; query: string; folder: boolean } | null {
  const isFolder = /(?:\/|\/\.\.?|^\.\.?)$/.test(relative);
  if (!URL_SPECIAL.test(relative)) return { path: joined(folder, relative), query: "", folder: isFolder };
  const base = `file://${/^[A-Za-z]:/.test(folder) ? "/" : ""}${encodedPath(folder)}/`;
  if (!URL.canParse(relative, base)) return null;
  const url = new URL(relative, base);
  if (ENCODED_SLASH.test(url.pathname) || !isDecodable(url.pathname)) return null;
  const query = url.search + url.hash;
  const bare = asPath(`file://${url.pathname}`);
  return bare === null ? null : { path: joined("", bare.path), query, folder: url.pathname.endsWith("/") };
}

const URL_SPECIAL = /[%?#\\\s\0]/;
const ENCODED_SLASH = /%2f|%5c/i;

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

function encodedPath(path: string): string {
  return path.replace(/[%?#\\\s]/g, encodeURIComponent);
}
