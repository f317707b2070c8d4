/** Keeps the pushed chunks of an input that can only be read as a whole. */
export class Bytes {
  private readonly chunks: Uint8Array[] = [];
  private length = 0;

  /** @param chunk copied: the caller may reuse its buffer */
  push(chunk: Uint8Array): void {
    // Not `slice`: that of a Buffer shares its memory.
    this.chunks.push(new Uint8Array(chunk));
    this.length += chunk.length;
  }

  /** Everything that was pushed; the chunks are let go. */
  joined(): Uint8Array {
    const joined = new Uint8Array(this.length);
    let at = 0;
    for (const chunk of this.chunks) {
      joined.set(chunk, at);
      at += chunk.length;
    }
    this.chunks.length = 0;
    return joined;
  }
}
