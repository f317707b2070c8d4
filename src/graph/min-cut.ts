/** A cut between a source and a sink, known until the next one is asked for. */
export interface MinCut {
  /** The capacity that is cut. */
  readonly flow: number;
  /** Whether a node led to the sink before anything was cut: of all others nothing is said. */
  isLeading(node: number): boolean;
  /** Whether a node is on the source's side of the cut next to the source. */
  isOfSource(node: number): boolean;
  /** Whether a node is on the sink's side of the cut next to the sink; the two cuts cost the same. */
  isOfSink(node: number): boolean;
}

/** Arcs with capacities, built one by one; each arc's neighbour at `arc ^ 1` is its way back. Cut as often as is asked. */
export class FlowNetwork {
  private readonly to: number[] = [];
  /** What each arc can carry; while a cut is looked for, what is left of it. */
  private readonly left: number[] = [];
  private readonly next: number[] = [];
  private readonly head: number[] = [];
  /** Distance to the sink, of nodes that were met in the present round. */
  private level = new Int32Array(0);
  private met = new Int32Array(0);
  /** The rounds in which a node last led to a sink, and was last reached from a source. */
  private led = new Int32Array(0);
  private reached = new Int32Array(0);
  private open = new Int32Array(0);
  private round = 0;

  addNode(): number {
    return this.head.push(-1) - 1;
  }

  /**
   * @param capacity how much the cut of this arc costs; Infinity for one that may not be cut
   * @returns its number
   */
  addArc(from: number, to: number, capacity: number): number {
    this.link(from, to, capacity);
    this.link(to, from, 0);
    return this.to.length - 2;
  }

  private link(from: number, to: number, capacity: number): void {
    this.to.push(to);
    this.left.push(capacity);
    this.next.push(this.head[from] ?? -1);
    this.head[from] = this.to.length - 1;
  }

  setCapacity(arc: number, capacity: number): void {
    this.left[arc] = capacity;
  }

  /**
   * The arcs that every flow from `source` to `sink` is bounded by (Dinic's algorithm, its layers laid from the sink: of a large
   * network only what leads to the sink is looked at).
   *
   * @returns null where nothing but arcs of infinite capacity leads from one to the other
   */
  minCut(source: number, sink: number): MinCut | null {
    this.grow();
    const leading = this.layers(sink);
    const began = this.round;
    for (const node of leading) this.led[node] = began;
    const changed = new Map<number, number>();
    const flow = this.fill(source, sink, changed);
    if (flow !== null) this.reach(source, began);
    for (const [arc, capacity] of changed) this.left[arc] = capacity;
    if (flow === null) return null;
    const { round, reached, met, led } = this;
    return {
      flow,
      isLeading: (node) => led[node] === began,
      isOfSource: (node) => reached[node] === began,
      isOfSink: (node) => met[node] === round,
    };
  }

  private grow(): void {
    const nodes = this.head.length;
    if (this.met.length === nodes) return;
    [this.level, this.met, this.open] = [new Int32Array(nodes), new Int32Array(nodes), new Int32Array(nodes)];
    [this.led, this.reached] = [new Int32Array(nodes), new Int32Array(nodes)];
    this.round = 0;
  }

  /**
   * Fills the network, whose first layers are laid, until no way is left.
   *
   * @param changed gets what arcs could carry before
   * @returns the flow; null where it is infinite
   */
  private fill(source: number, sink: number, changed: Map<number, number>): number | null {
    const { left, to } = this;
    let flow = 0;
    for (; this.met[source] === this.round; this.layers(sink)) {
      // Ways of a layered network, found by a walk without recursion: chains of imports can be thousands long.
      const path: number[] = [];
      for (let node = source; ; ) {
        if (node === sink) {
          let least = Number.POSITIVE_INFINITY;
          for (const arc of path) least = Math.min(least, left[arc] ?? 0);
          if (least === Number.POSITIVE_INFINITY) return null;
          for (const arc of path) {
            for (const each of [arc, arc ^ 1]) if (!changed.has(each)) changed.set(each, left[each] ?? 0);
            left[arc] = (left[arc] ?? 0) - least;
            left[arc ^ 1] = (left[arc ^ 1] ?? 0) + least;
          }
          flow += least;
          path.length = 0;
          node = source;
          continue;
        }
        const arc = this.downwards(node);
        if (arc >= 0) {
          path.push(arc);
          node = to[arc] ?? 0;
          continue;
        }
        const back = path.pop();
        if (back === undefined) break;
        this.level[node] = -1;
        node = to[back ^ 1] ?? 0;
      }
    }
    return flow;
  }

  /** The next arc from a node to the layer below; -1 for none. */
  private downwards(node: number): number {
    const { to, left, next, level, met, round } = this;
    const below = (level[node] ?? 0) - 1;
    let arc = this.open[node] ?? -1;
    for (; arc >= 0; arc = next[arc] ?? -1) {
      const there = to[arc] ?? 0;
      if ((left[arc] ?? 0) > 0 && met[there] === round && level[there] === below) break;
    }
    this.open[node] = arc;
    return arc;
  }

  /** Lays layers of all that can still reach the sink, in a round of their own. @returns those nodes, the nearest first */
  private layers(sink: number): readonly number[] {
    const { to, left, next, head, level, met, open } = this;
    const round = ++this.round;
    const queue = [sink];
    met[sink] = round;
    level[sink] = 0;
    for (let at = 0; at < queue.length; at++) {
      const node = queue[at] ?? 0;
      open[node] = head[node] ?? -1;
      for (let arc = head[node] ?? -1; arc >= 0; arc = next[arc] ?? -1) {
        const from = to[arc] ?? 0;
        if (met[from] === round || (left[arc ^ 1] ?? 0) <= 0) continue;
        met[from] = round;
        level[from] = (level[node] ?? 0) + 1;
        queue.push(from);
      }
    }
    return queue;
  }

  /** Marks what can still be reached from the source; ways to what led to the sink before lead through such nodes alone. */
  private reach(source: number, began: number): void {
    const { to, left, next, head, led, reached } = this;
    const open = [source];
    reached[source] = began;
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      for (let arc = head[node] ?? -1; arc >= 0; arc = next[arc] ?? -1) {
        const there = to[arc] ?? 0;
        if (led[there] !== began || reached[there] === began || (left[arc] ?? 0) <= 0) continue;
        reached[there] = began;
        open.push(there);
      }
    }
  }
}
