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

/** Arcs with capacities, built one by one; each arc's neighbour at `arc ^ 1` is its way back, by number. Cut as often as is asked. */
export class FlowNetwork {
  private nodes = 0;
  private readonly arcs = { from: [] as number[], to: [] as number[], capacity: [] as number[] };
  // The arcs of each node side by side, the last first, laid out when a cut is first asked for.
  private first = new Int32Array(0);
  private to = new Int32Array(0);
  /** The way back of each. */
  private back = new Int32Array(0);
  /** What each can carry; while a cut is looked for, what is left of it. */
  private left = new Float64Array(0);
  /** Of arcs by number where they lie. */
  private placeOf = new Int32Array(0);
  /** Distance to the sink, of nodes that were met in the present round. */
  private level = new Int32Array(0);
  private met = new Int32Array(0);
  /** The rounds in which a node last led to a sink, and was last reached from a source. */
  private led = new Int32Array(0);
  private reached = new Int32Array(0);
  private open = new Int32Array(0);
  private queue = new Int32Array(0);
  /** What arcs could carry before the present cut, of those that it has changed. */
  private before = new Float64Array(0);
  private changedIn = new Int32Array(0);
  private round = 0;

  addNode(): number {
    return this.nodes++;
  }

  /**
   * @param capacity how much the cut of this arc costs; Infinity for one that may not be cut
   * @returns its number
   */
  addArc(from: number, to: number, capacity: number): number {
    this.link(from, to, capacity);
    this.link(to, from, 0);
    return this.arcs.to.length - 2;
  }

  private link(from: number, to: number, capacity: number): void {
    const { arcs } = this;
    arcs.from.push(from);
    arcs.to.push(to);
    arcs.capacity.push(capacity);
  }

  setCapacity(arc: number, capacity: number): void {
    this.arcs.capacity[arc] = capacity;
    if (arc < this.placeOf.length) this.left[this.placeOf[arc] ?? 0] = capacity;
  }

  /**
   * The arcs that every flow from `source` to `sink` is bounded by (Dinic's algorithm, its layers laid from the sink: of a large
   * network only what leads to the sink is looked at).
   *
   * @returns null where nothing but arcs of infinite capacity leads from one to the other
   */
  minCut(source: number, sink: number): MinCut | null {
    this.layOut();
    const count = this.layers(sink, -1);
    const began = this.round;
    for (let at = 0; at < count; at++) this.led[this.queue[at] ?? 0] = began;
    const changed: number[] = [];
    const flow = this.fill(source, sink, began, changed);
    if (flow !== null) this.reach(source, began);
    for (const arc of changed) this.left[arc] = this.before[arc] ?? 0;
    if (flow === null) return null;
    const { round, reached, met, led } = this;
    return {
      flow,
      isLeading: (node) => led[node] === began,
      isOfSource: (node) => reached[node] === began,
      isOfSink: (node) => met[node] === round,
    };
  }

  private layOut(): void {
    const { nodes } = this;
    const { from, to, capacity } = this.arcs;
    const arcs = to.length;
    if (this.met.length === nodes && this.to.length === arcs) return;
    this.first = new Int32Array(nodes + 1);
    for (const node of from) this.first[node + 1] = (this.first[node + 1] ?? 0) + 1;
    for (let node = 0; node < nodes; node++)
      this.first[node + 1] = (this.first[node + 1] ?? 0) + (this.first[node] ?? 0);
    const end = this.first.slice(1);
    this.placeOf = Int32Array.from(from, (node) => {
      const place = (end[node] ?? 0) - 1;
      end[node] = place;
      return place;
    });
    [this.to, this.back] = [new Int32Array(arcs), new Int32Array(arcs)];
    [this.left, this.before, this.changedIn] = [new Float64Array(arcs), new Float64Array(arcs), new Int32Array(arcs)];
    for (const [arc, place] of this.placeOf.entries()) {
      this.to[place] = to[arc] ?? 0;
      this.back[place] = this.placeOf[arc ^ 1] ?? 0;
      this.left[place] = capacity[arc] ?? 0;
    }
    [this.level, this.met, this.open] = [new Int32Array(nodes), new Int32Array(nodes), new Int32Array(nodes)];
    [this.led, this.reached, this.queue] = [new Int32Array(nodes), new Int32Array(nodes), new Int32Array(nodes)];
    this.round = 0;
  }

  /**
   * Fills the network, whose first layers are laid, until no way is left.
   *
   * @param began the round of the first layers
   * @param changed gets the arcs that can carry something else now
   * @returns the flow; null where it is infinite
   */
  private fill(source: number, sink: number, began: number, changed: number[]): number | null {
    const { left, to, back } = this;
    let flow = 0;
    for (; this.met[source] === this.round; this.layers(sink, source)) {
      // Ways of a layered network, found by a walk without recursion: chains of imports can be thousands long.
      const path: number[] = [];
      for (let node = source; ; ) {
        if (node === sink) {
          let least = Number.POSITIVE_INFINITY;
          for (const arc of path) least = Math.min(least, left[arc] ?? 0);
          if (least === Number.POSITIVE_INFINITY) return null;
          let full = -1;
          for (const [at, arc] of path.entries()) {
            this.keep(arc, began, changed);
            const other = back[arc] ?? 0;
            this.keep(other, began, changed);
            left[arc] = (left[arc] ?? 0) - least;
            left[other] = (left[other] ?? 0) + least;
            if (full < 0 && (left[arc] ?? 0) <= 0) full = at;
          }
          flow += least;
          // As far as the way is open the next one is the same.
          node = to[back[path[full] ?? 0] ?? 0] ?? 0;
          path.length = full;
          continue;
        }
        const arc = this.downwards(node);
        if (arc >= 0) {
          path.push(arc);
          node = to[arc] ?? 0;
          continue;
        }
        const last = path.pop();
        if (last === undefined) break;
        this.level[node] = -1;
        node = to[back[last] ?? 0] ?? 0;
      }
    }
    return flow;
  }

  private keep(arc: number, began: number, changed: number[]): void {
    if (this.changedIn[arc] === began) return;
    this.changedIn[arc] = began;
    this.before[arc] = this.left[arc] ?? 0;
    changed.push(arc);
  }

  /** The next arc from a node to the layer below; -1 for none. */
  private downwards(node: number): number {
    const { first, to, left, level, met, round } = this;
    const below = (level[node] ?? 0) - 1;
    const end = first[node + 1] ?? 0;
    let arc = this.open[node] ?? end;
    for (; arc < end; arc++) {
      const there = to[arc] ?? 0;
      if ((left[arc] ?? 0) > 0 && met[there] === round && level[there] === below) break;
    }
    this.open[node] = arc;
    return arc < end ? arc : -1;
  }

  /**
   * Lays layers of what can still reach the sink, in a round of their own: in `queue`, the nearest first.
   *
   * @param source once it is met nothing further away is looked at; -1 for all that leads to the sink
   * @returns how many nodes
   */
  private layers(sink: number, source: number): number {
    const { first, to, back, left, level, met, open, queue } = this;
    const round = ++this.round;
    let count = 1;
    queue[0] = sink;
    met[sink] = round;
    level[sink] = 0;
    for (let at = 0; at < count; at++) {
      const node = queue[at] ?? 0;
      open[node] = first[node] ?? 0;
      if (source >= 0 && met[source] === round) continue;
      const above = (level[node] ?? 0) + 1;
      const end = first[node + 1] ?? 0;
      for (let arc = first[node] ?? 0; arc < end; arc++) {
        const from = to[arc] ?? 0;
        if (met[from] === round || (left[back[arc] ?? 0] ?? 0) <= 0) continue;
        met[from] = round;
        level[from] = above;
        queue[count++] = from;
      }
    }
    return count;
  }

  /** Marks what can still be reached from the source; ways to what led to the sink before lead through such nodes alone. */
  private reach(source: number, began: number): void {
    const { first, to, left, led, reached, queue } = this;
    let count = 1;
    queue[0] = source;
    reached[source] = began;
    for (let at = 0; at < count; at++) {
      const node = queue[at] ?? 0;
      const end = first[node + 1] ?? 0;
      for (let arc = first[node] ?? 0; arc < end; arc++) {
        const there = to[arc] ?? 0;
        if (led[there] !== began || reached[there] === began || (left[arc] ?? 0) <= 0) continue;
        reached[there] = began;
        queue[count++] = there;
      }
    }
  }
}
