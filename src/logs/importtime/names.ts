import { isAscii } from "node:buffer";

/** 2 to the power of 32 over the golden ratio: spreads hashes that differ little (Knuth, volume 3, 6.4). */
const SPREAD = 0x9e3779b1;

/**
 * The distinct names of a log, kept as bytes until all are known: a name that occurs again costs a hash and a
 * comparison of bytes, not a string.
 */
export class Names {
  private arena = new Uint8Array(1 << 14);
  private used = 0;
  private starts = new Int32Array(1 << 10);
  private hashes = new Int32Array(1 << 10);
  /** Open addressing; name index + 1, 0 for a free place. Its length is 2 to the power of `32 - shift`. */
  private table = new Int32Array(1 << 12);
  private shift = 20;
  count = 0;

  /**
   * The index of the name that stands in `bytes` from `start` to before `end`.
   *
   * @param hash any hash of the same bytes, the same for the same name
   */
  index(bytes: Buffer, start: number, end: number, hash: number): number {
    const mask = this.table.length - 1;
    let place = Math.imul(hash, SPREAD) >>> this.shift;
    for (;;) {
      const entry = this.table[place] ?? 0;
      if (entry === 0) return this.add(bytes, start, end, hash, place);
      if (this.hashes[entry - 1] === hash && this.same(entry - 1, bytes, start, end)) return entry - 1;
      place = (place + 1) & mask;
    }
  }

  /** The names in order of their indices. Bytes that are no UTF-8 become U+FFFD. */
  strings(): string[] {
    const names = new Array<string>(this.count);
    const end = (name: number): number => (name + 1 < this.count ? (this.starts[name + 1] ?? 0) : this.used);
    const bytes = Buffer.from(this.arena.buffer, 0, this.used);
    // One string cut into pieces is several times faster than a decoder call for each name.
    const whole = isAscii(bytes) ? bytes.toString("latin1") : null;
    for (let name = 0; name < this.count; name++) {
      const start = this.starts[name] ?? 0;
      names[name] = whole === null ? bytes.toString("utf8", start, end(name)) : whole.slice(start, end(name));
    }
    return names;
  }

  /** The length of a name in bytes. */
  byteLength(name: number): number {
    return (name + 1 < this.count ? (this.starts[name + 1] ?? 0) : this.used) - (this.starts[name] ?? 0);
  }

  private same(name: number, bytes: Uint8Array, start: number, end: number): boolean {
    if (this.byteLength(name) !== end - start) return false;
    const arena = this.arena;
    for (let at = this.starts[name] ?? 0, other = start; other < end; at++, other++) {
      if (arena[at] !== bytes[other]) return false;
    }
    return true;
  }

  private add(bytes: Buffer, start: number, end: number, hash: number, place: number): number {
    const needed = this.used + end - start;
    if (needed > this.arena.length) {
      const wider = new Uint8Array(Math.max(needed, this.arena.length * 2));
      wider.set(this.arena.subarray(0, this.used));
      this.arena = wider;
    }
    if (this.count === this.starts.length) {
      this.starts = doubled(this.starts);
      this.hashes = doubled(this.hashes);
    }
    this.starts[this.count] = this.used;
    this.hashes[this.count] = hash;
    // A loop beats `copy` on names, which are short.
    const arena = this.arena;
    let to = this.used;
    for (let at = start; at < end; at++) arena[to++] = bytes[at] ?? 0;
    this.used = to;
    this.table[place] = ++this.count;
    if (this.count * 2 > this.table.length) this.rehash();
    return this.count - 1;
  }

  private rehash(): void {
    const table = new Int32Array(this.table.length * 4);
    this.shift -= 2;
    const mask = table.length - 1;
    for (let name = 0; name < this.count; name++) {
      const hash = this.hashes[name] ?? 0;
      let place = Math.imul(hash, SPREAD) >>> this.shift;
      while (table[place] !== 0) place = (place + 1) & mask;
      table[place] = name + 1;
    }
    this.table = table;
  }
}

function doubled(cells: Int32Array): Int32Array<ArrayBuffer> {
  const wider = new Int32Array(cells.length * 2);
  wider.set(cells);
  return wider;
}
