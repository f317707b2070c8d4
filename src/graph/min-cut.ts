/** Arcs with capacities, built one by one; each arc's neighbour at `arc ^ 1` is its way back. */
export class FlowNetwork {
  private readonly to: number[] = [];
  private readonly left: number[] = [];
  private readonly next: number[] = [];
  private readonly head: number[] = [];

  addNode(): number {
    return this.head.push(-1) - 1;
  }

  /** @param capacity how much the cut of this arc costs; Infinity for one that may not be cut */
  addArc(from: number, to: number, capacity: number): void {
    this.link(from, to, capacity);
    this.link(to, from, 0);
  }

  private link(from: number, to: number, capacity: number): void {
    this.to.push(to);
    this.left.push(capacity);
    this.next.push(this.head[from] ?? -1);
    this.head[from] = this.to.length - 1;
  }

  /**
   * The arcs that every flow from `source` to `sink` is bounded by (Dinic's algorithm). Spends the capacities: one call a
   * network.
   *
   * @returns null where nothing but arcs of infinite capacity leads from one to the other
   */
  minCut(source: number, sink: number): MinCut | null {
    let flow = 0;
    const { to, left, next, head } = this;
    const level = new Int32Array(head.length);
    const open = new Int32Array(head.length);
    for (;;) {
      if (!this.layer(source, sink, level)) break;
      for (let node = 0; node < head.length; node++) open[node] = head[node] ?? -1;
      // Ways of a layered network, found by a walk without recursion: chains of imports can be thousands long.
      const path: number[] = [];
      let node = source;
      for (;;) {
        if (node === sink) {
          let least = Number.POSITIVE_INFINITY;
          for (const arc of path) least = Math.min(least, left[arc] ?? 0);
          if (least === Number.POSITIVE_INFINITY) return null;
          for (const arc of path) {
            left[arc] = (left[arc] ?? 0) - least;
            left[arc ^ 1] = (left[arc ^ 1] ?? 0) + least;
          }
          flow += least;
          path.length = 0;
          node = source;
          continue;
        }
        let arc = open[node] ?? -1;
        while (arc >= 0 && !((left[arc] ?? 0) > 0 && level[to[arc] ?? 0] === (level[node] ?? 0) + 1)) {
          arc = next[arc] ?? -1;
        }
        open[node] = arc;
        if (arc >= 0) {
          path.push(arc);
          node = to[arc] ?? 0;
          continue;
        }
        const back = path.pop();
        if (back === undefined) break;
        level[node] = -1;
        node = to[back ^ 1] ?? 0;
      }
    }
    return { flow, fromSource: this.side(source, true), toSink: this.side(sink, false) };
  }

  private layer(source: number, sink: number, level: Int32Array): boolean {
    level.fill(-1);
    level[source] = 0;
    const queue = [source];
    for (let at = 0; at < queue.length; at++) {
      const node = queue[at] ?? 0;
      for (let arc = this.head[node] ?? -1; arc >= 0; arc = this.next[arc] ?? -1) {
        const to = this.to[arc] ?? 0;
        if ((this.left[arc] ?? 0) <= 0 || (level[to] ?? 0) >= 0) continue;
        level[to] = (level[node] ?? 0) + 1;
        queue.push(to);
      }
    }
    return (level[sink] ?? -1) >= 0;
  }

  /** Nodes that can still be reached from `start`, or from which it can. */
  private side(start: number, forward: boolean): Uint8Array {
    const met = new Uint8Array(this.head.length);
    met[start] = 1;
    const open = [start];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      for (let arc = this.head[node] ?? -1; arc >= 0; arc = this.next[arc] ?? -1) {
        const to = this.to[arc] ?? 0;
        if (met[to] !== 0 || (this.left[forward ? arc : arc ^ 1] ?? 0) <= 0) continue;
        met[to] = 1;
        open.push(to);
      }
    }
    return met;
  }
}

export interface MinCut {
  /** The capacity that is cut. */
  readonly flow: number;
  /** 1 for each node on the source's side of the cut next to the source. */
  readonly fromSource: Uint8Array;
  /** 1 for each node on the sink's side of the cut next to the sink; the two cuts cost the same. */
  readonly toSink: Uint8Array;
}
