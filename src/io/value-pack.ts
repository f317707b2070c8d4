import { deserialize, serialize } from "node:v8";

/** Of values that were not asked for lately so many bytes stay. */
const MOST_UNASKED = 16 * 1024 * 1024;

/** Values by name, each as the bytes that V8 makes of it: of each a name and a length, then its bytes. */
export class ValuePack {
  private readonly kept = new Map<string, Buffer>();
  private readonly asked = new Map<string, Uint8Array>();

  /** @param bytes as `bytes()` gave them; what is cut off counts as not there */
  constructor(bytes: Buffer) {
    for (let at = 0; at + 8 <= bytes.length; ) {
      const [nameLength, length] = [bytes.readUInt32LE(at), bytes.readUInt32LE(at + 4)];
      const start = at + 8 + nameLength;
      if (start + length > bytes.length) break;
      this.kept.set(bytes.toString("latin1", at + 8, start), bytes.subarray(start, start + length));
      at = start + length;
    }
  }

  has(name: string): boolean {
    return this.asked.has(name) || this.kept.has(name);
  }

  /** Undefined where nothing has that name. */
  find(name: string): unknown {
    const bytes = this.asked.get(name) ?? this.kept.get(name);
    if (bytes === undefined) return undefined;
    this.asked.set(name, bytes);
    return deserialize(bytes);
  }

  add(name: string, value: unknown): void {
    this.asked.set(name, serialize(value));
  }

  /** @param bytes that V8 made of a value, in another thread */
  addBytes(name: string, bytes: Uint8Array): void {
    this.asked.set(name, bytes);
  }

  /** What was asked for first: of the rest only so much stays. */
  bytes(): Buffer {
    const parts: Uint8Array[] = [];
    const put = (name: string, value: Uint8Array): void => {
      const head = Buffer.alloc(8);
      head.writeUInt32LE(name.length, 0);
      head.writeUInt32LE(value.length, 4);
      parts.push(head, Buffer.from(name, "latin1"), value);
    };
    for (const [name, value] of this.asked) put(name, value);
    let left = MOST_UNASKED;
    for (const [name, value] of this.kept) {
      if (this.asked.has(name)) continue;
      left -= value.length;
      if (left < 0) break;
      put(name, value);
    }
    return Buffer.concat(parts);
  }
}
