/** Which names before an opening bracket are worth a closer look: a filter on bytes that lets few others through. */
export class CallNames {
  private readonly flags = new Uint8Array(2048);
  readonly names: ReadonlySet<string>;

  constructor(names: Iterable<string>) {
    this.names = new Set(names);
    for (const name of this.names) {
      const bytes = Buffer.from(name);
      this.flags[slotOf(bytes, 0, bytes.length)] = 1;
    }
  }

  /** Never false for one of the names. */
  mayHold(bytes: Uint8Array, start: number, end: number): boolean {
    return this.flags[slotOf(bytes, start, end)] === 1;
  }
}

function slotOf(bytes: Uint8Array, start: number, end: number): number {
  return (((bytes[start] as number) * 5 + (bytes[end - 1] as number) * 67 + (end - start) * 331) & 2047) >>> 0;
}
