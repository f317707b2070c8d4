import type { RecordedProcess } from "../languages/recording.js";

/**
 * Tells a run's processes from those that an earlier run left behind: what a program starts may outlive it, as a worker
 * does that sends what was counted, and may begin when the next run has begun.
 */
export class LeftBehind {
  /** Ids of the processes of all runs so far. */
  private readonly earlier = new Set<string>();

  /**
   * The processes of this run, in the order in which they began.
   *
   * @param read what was written since the run before
   * @param beganNs when this run began
   */
  without(read: readonly RecordedProcess[], beganNs: number): RecordedProcess[] {
    const left = new Set<string>();
    const own = [...read]
      .sort((a, b) => a.startNs - b.startNs)
      .filter(({ id, startedBy, startNs }) => {
        const isLeft = startNs < beganNs || this.earlier.has(startedBy) || left.has(startedBy);
        if (isLeft) left.add(id);
        return !isLeft;
      });
    for (const { id } of read) this.earlier.add(id);
    return own;
  }
}
