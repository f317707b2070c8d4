import { UserError } from "../../errors.js";

/** A dict's entries in order. */
export class MarshalDict {
  readonly entries: (readonly [MarshalValue, MarshalValue])[] = [];
}

export type MarshalValue = string | number | boolean | null | MarshalDict | readonly MarshalValue[];

/** More nesting than any profile has; what nests deeper is refused. */
const DEPTH = 16;
/** Set on a type byte when the object may be referred to later. */
const REFERABLE = 0x80;
const NULL = Symbol("null");
const ASCII = new TextDecoder("latin1");
const UTF8 = new TextDecoder("utf-8", { ignoreBOM: true });

/**
 * Python's marshal format as far as pstats files use it, as written by Python 3.7 to 3.15 (versions 2 to 5;
 * CPython's Python/marshal.c is the only description). Nothing is allocated by a length that was not checked
 * against the bytes that are left.
 */
export class MarshalReader {
  private at = 0;
  private readonly view: DataView;
  /** Null where the object may not be referred to: dicts, what holds one, and what is not complete yet. */
  private readonly references: (MarshalValue | undefined)[] = [];

  constructor(
    private readonly bytes: Uint8Array,
    private readonly file: string,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** How many bytes stand behind what was read. */
  get left(): number {
    return this.bytes.length - this.at;
  }

  /** @throws UserError that names the byte from which on the input can't be read */
  read(): MarshalValue {
    const value = this.object(0);
    return value === NULL ? this.fail("an end without a beginning") : value;
  }

  private object(depth: number): MarshalValue | typeof NULL {
    const start = this.at;
    const byte = this.byte();
    const type = String.fromCharCode(byte & ~REFERABLE);
    if (type === "0") return NULL;
    if (type === "r") return this.reference();
    if (depth > DEPTH) this.fail(`nesting deeper than ${DEPTH}`, start);
    const slot = byte & REFERABLE ? this.references.push(undefined) - 1 : -1;
    if (type === "{") return this.dict(depth);
    if (type === "(" || type === ")") return this.tuple(type === ")" ? this.byte() : this.length(1), depth, slot);
    const value = this.scalar(type, start);
    if (slot >= 0) this.references[slot] = value;
    return value;
  }

  private scalar(type: string, start: number): MarshalValue {
    switch (type) {
      case "N":
        return null;
      case "T":
        return true;
      case "F":
        return false;
      case "i":
        return this.int32();
      case "I":
        return Number(this.view.getBigInt64(this.take(8), true));
      case "l":
        return this.long();
      case "g":
        return this.view.getFloat64(this.take(8), true);
      case "f":
        return Number(this.latin(this.byte()));
      case "a":
      case "A":
        return this.latin(this.length(1));
      case "z":
      case "Z":
        return this.latin(this.byte());
      case "u":
      case "t":
      case "s":
        return this.utf8(this.length(1));
      case "c":
        return this.refuse(
          "this profile holds a code object, as the profile module writes it, which only that Python reads",
          "Profile with python -m cProfile instead of python -m profile.",
        );
      default:
        return this.fail(
          `a kind of object that no profile holds (byte ${(this.bytes[start] ?? 0).toString(16)})`,
          start,
        );
    }
  }

  private dict(depth: number): MarshalDict {
    const dict = new MarshalDict();
    for (;;) {
      const key = this.object(depth + 1);
      if (key === NULL) return dict;
      const value = this.object(depth + 1);
      if (value === NULL) return this.fail("a key without a value");
      dict.entries.push([key, value]);
    }
  }

  private tuple(length: number, depth: number, slot: number): readonly MarshalValue[] {
    const items: MarshalValue[] = [];
    let isPlain = true;
    for (let item = 0; item < length; item++) {
      const value = this.object(depth + 1);
      if (value === NULL) return this.fail("a gap in a list");
      if (typeof value === "object" && value !== null) isPlain = false;
      items.push(value);
    }
    // Tuples that hold others are never shared in a profile; a small file of such references could stand
    // for more entries than memory holds.
    if (slot >= 0 && isPlain) this.references[slot] = items;
    return items;
  }

  private reference(): MarshalValue {
    const start = this.at - 1;
    const value = this.references[this.int32()];
    return value === undefined ? this.fail("a reference to nothing that it may refer to", start) : value;
  }

  /** Digits of 15 bits, least first; the sign is that of their number. */
  private long(): number {
    const size = this.int32();
    let value = 0;
    const digits = Math.abs(size);
    const start = this.take(digits * 2);
    for (let digit = digits - 1; digit >= 0; digit--)
      value = value * 0x8000 + this.view.getUint16(start + digit * 2, true);
    return size < 0 ? -value : value;
  }

  private latin(length: number): string {
    const start = this.take(length);
    return ASCII.decode(this.bytes.subarray(start, start + length));
  }

  private utf8(length: number): string {
    const start = this.take(length);
    return UTF8.decode(this.bytes.subarray(start, start + length));
  }

  private length(bytesEach: number): number {
    const start = this.at;
    const length = this.int32();
    if (length < 0 || length * bytesEach > this.left) this.fail("a length beyond the end", start);
    return length;
  }

  private int32(): number {
    return this.view.getInt32(this.take(4), true);
  }

  private byte(): number {
    return this.bytes[this.take(1)] ?? 0;
  }

  /** @returns the place of the next `count` bytes, which are then read */
  private take(count: number): number {
    const start = this.at;
    if (count > this.left) this.fail("an end in the middle", start);
    this.at = start + count;
    return start;
  }

  private fail(what: string, at = this.at): never {
    return this.refuse(
      `this cProfile file has ${what} at byte ${at}`,
      "Profile the program again: it may have been cut off, or is no output of cProfile.",
    );
  }

  private refuse(message: string, hint: string): never {
    throw new UserError("invalid-prof", message, hint, { file: this.file });
  }
}
