import type { Dialect } from "../format.js";

type Encoding = Dialect["encoding"];

/**
 * Turns the bytes of a text file into UTF-8 without a byte order mark. PowerShell's `2>` writes UTF-16;
 * without a mark it is known by the zero bytes between its first letters.
 */
export class Utf8Input {
  encoding: Encoding = "utf-8";
  private head: Buffer | null = Buffer.alloc(0);
  private decoder: InstanceType<typeof TextDecoder> | null = null;

  constructor(private readonly next: (utf8: Uint8Array) => void) {}

  push(chunk: Uint8Array): void {
    if (this.head === null) {
      this.pass(chunk);
      return;
    }
    this.head = Buffer.concat([this.head, chunk]);
    if (this.head.length >= 4) this.begin();
  }

  finish(): void {
    if (this.head !== null) this.begin();
    const rest = this.decoder?.decode() ?? "";
    if (rest !== "") this.next(Buffer.from(rest));
  }

  private begin(): void {
    const head = this.head ?? Buffer.alloc(0);
    this.head = null;
    const { encoding, mark } = encodingOf(head);
    this.encoding = encoding;
    if (encoding !== "utf-8") this.decoder = new TextDecoder(encoding, { ignoreBOM: true });
    if (head.length > mark) this.pass(head.subarray(mark));
  }

  private pass(chunk: Uint8Array): void {
    if (this.decoder === null) this.next(chunk);
    else this.next(Buffer.from(this.decoder.decode(chunk, { stream: true })));
  }
}

/** The encoding that the first bytes show, and how many of them are a byte order mark. */
export function encodingOf(head: Uint8Array): { encoding: Encoding; mark: number } {
  const [a, b, c] = head;
  if (a === 0xff && b === 0xfe) return { encoding: "utf-16le", mark: 2 };
  if (a === 0xfe && b === 0xff) return { encoding: "utf-16be", mark: 2 };
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: "utf-8", mark: 3 };
  if (head.length >= 4 && a !== 0 && b === 0 && c !== 0 && head[3] === 0) return { encoding: "utf-16le", mark: 0 };
  if (head.length >= 4 && a === 0 && b !== 0 && c === 0 && head[3] !== 0) return { encoding: "utf-16be", mark: 0 };
  return { encoding: "utf-8", mark: 0 };
}
