import { isAscii, isUtf8 } from "node:buffer";
import { unread, unsure } from "./stop.js";

const COOKIE = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/;
const BLANK = /^[ \t\f]*(?:#.*)?$/;

/** Python's names of encodings that the platform decodes in the same way, byte for byte. */
const DECODERS: Record<string, string> = {
  "iso-8859-2": "iso-8859-2",
  latin2: "iso-8859-2",
  "iso-8859-5": "iso-8859-5",
  "iso-8859-15": "iso-8859-15",
  "latin-9": "iso-8859-15",
  "koi8-r": "koi8-r",
  "euc-jp": "euc-jp",
  gb18030: "gb18030",
};

/**
 * The source as UTF-8 without its byte order mark, with a line break at its end.
 *
 * @throws Stop
 */
export function asUtf8(source: Uint8Array): Buffer {
  let bytes = Buffer.from(source.buffer, source.byteOffset, source.byteLength);
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  if (hasMark) bytes = bytes.subarray(3);
  const name = declared(bytes);
  if (name !== null && hasMark && name !== "utf-8") unread(0, `byte order mark of UTF-8, but encoding ${name}`);
  if (name !== null && name !== "utf-8" && name !== "utf8") bytes = decoded(bytes, name);
  else if (!isUtf8(bytes)) unread(firstBad(bytes), "not UTF-8, and no encoding is declared");
  const zero = bytes.indexOf(0);
  if (zero >= 0) unread(zero, "binary: it holds a zero byte");
  const last = bytes[bytes.length - 1];
  return last === 10 || last === 13 ? bytes : Buffer.concat([bytes, Buffer.from("\n")]);
}

/** The encoding that one of the first two lines names (PEP 263), as tokenize normalises it. */
function declared(bytes: Buffer): string | null {
  if (bytes[0] !== 35 && bytes[0] !== 32 && bytes[0] !== 9 && bytes[0] !== 12 && bytes[0] !== 10 && bytes[0] !== 13)
    return null;
  const [first = "", second = ""] = bytes.toString("latin1", 0, 1000).split(/\r\n|\r|\n/, 2);
  const name = COOKIE.exec(first)?.[1] ?? (BLANK.test(first) ? COOKIE.exec(second)?.[1] : undefined);
  if (name === undefined) return null;
  const plain = name.slice(0, 12).toLowerCase().replaceAll("_", "-");
  if (plain === "utf-8" || plain.startsWith("utf-8-")) return "utf-8";
  if (/^(?:latin-1|iso-8859-1|iso-latin-1)(?:$|-)/.test(plain) || plain === "latin1") return "latin-1";
  return name.toLowerCase().replaceAll("_", "-");
}

function decoded(bytes: Buffer, name: string): Buffer {
  if (isAscii(bytes)) {
    if (name in DECODERS || name === "latin-1" || /^(?:us-)?ascii$|^cp125\d$|^windows-125\d$/.test(name)) return bytes;
  }
  if (name === "latin-1") return Buffer.from(bytes.toString("latin1"), "utf8");
  if (/^(?:us-)?ascii$/.test(name)) unread(firstBad(bytes), "not ASCII, which it declares");
  const label = DECODERS[name];
  if (label === undefined) unsure(0, `encoding ${name}`);
  try {
    return Buffer.from(new TextDecoder(label, { fatal: true }).decode(bytes), "utf8");
  } catch {
    unsure(0, `encoding ${name}`);
  }
}

/** The first byte that is not ASCII's: near enough to where a text goes wrong. */
function firstBad(bytes: Buffer): number {
  return Math.max(
    bytes.findIndex((byte) => byte > 127),
    0,
  );
}
