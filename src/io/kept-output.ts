/** Of longer ones only the beginning is compared, and the length. */
const MOST_OUTPUT = 64 << 20;

/** What a process writes, for comparisons. */
export class KeptOutput {
  private readonly chunks: Buffer[] = [];
  private size = 0;

  readonly add = (chunk: Buffer): void => {
    this.size += chunk.length;
    if (this.size <= MOST_OUTPUT) this.chunks.push(chunk);
  };

  /** Of more than is kept the length is told too. */
  get text(): string {
    const text = Buffer.concat(this.chunks).toString();
    return this.size <= MOST_OUTPUT ? text : `${text}\n${this.size} bytes`;
  }
}
