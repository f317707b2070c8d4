import { isAscii } from "node:buffer";

const LATIN1 = new WeakMap<Buffer, string>();
const UTF8 = new WeakMap<Buffer, string>();

/** A file's bytes, each as one character: decoded once, however often the file is searched. */
export function asLatin1(bytes: Buffer | null): string {
  return bytes === null ? "" : once(LATIN1, bytes, () => bytes.toString("latin1"));
}

/** A file's text, decoded once. */
export function asUtf8(bytes: Buffer | null): string {
  if (bytes === null) return "";
  return once(UTF8, bytes, () => (isAscii(bytes) ? asLatin1(bytes) : bytes.toString("utf8")));
}

function once(known: WeakMap<Buffer, string>, bytes: Buffer, decode: () => string): string {
  let text = known.get(bytes);
  if (text === undefined) {
    text = decode();
    known.set(bytes, text);
  }
  return text;
}
