/** A source's text, with its byte order mark; null where its bytes are not UTF-8, and would not come back as they were. */
export function decoded(bytes: Uint8Array): string | null {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
  return Buffer.from(text, "utf8").equals(bytes) ? text : null;
}
