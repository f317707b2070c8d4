import { dispatch } from "d3";
import { type ChosenTotals, chosenTotals } from "../src/graph/chosen.js";
import { EVERYTHING, type Place, samePlace } from "./layout/place.js";
import type { Side } from "./model/compared.js";
import { type ColourBy, type Grouping, groupBy, groupOf } from "./model/grouping.js";
import { counterpart, type Model, onSide } from "./model/model.js";
import { effectOf, type PlanEffect } from "./model/plan.js";
import { matcher, matchModules } from "./model/search.js";

export type Hover =
  | null
  | { readonly kind: "node"; readonly node: number }
  | { readonly kind: "small"; readonly first: number; readonly last: number }
  | { readonly kind: "distribution"; readonly holds: (load: number) => boolean };

/** Which loads the search and the legend leave; null where both leave all. */
export interface Shown {
  readonly load: Uint8Array;
  /** How many loads before a load are shown: a subtree holds `before[end] - before[load]`. */
  readonly before: Int32Array;
  readonly totals: ChosenTotals;
}

export type Change = "place" | "focus" | "hover" | "shown" | "colours" | "theme" | "side" | "plan";

/** What the reader of the page has chosen. Views listen to what they show and never to each other. */
export class State {
  place: Place = EVERYTHING;
  /** The node that the panel describes and the keyboard stands on. */
  focus = 0;
  hover: Hover = null;
  colourBy: ColourBy;
  grouping: Grouping;
  /** Groups of the legend that are to be shown; none for all. */
  readonly chosenGroups = new Set<number>();
  search = "";
  /** What is wrong with the search text, "" for nothing. */
  problem = "";
  shown: Shown | null = null;
  dark = false;
  /** Proposals of the plan that are chosen, by index; all at first. */
  readonly chosenProposals: Set<number>;
  /** What they leave and take; null where no plan is shown. */
  effect: PlanEffect | null;
  private readonly changes = dispatch("place", "focus", "hover", "shown", "colours", "theme", "side", "plan");
  private listeners = 0;

  private readonly sides = new Map<Side, Model>();
  private current: Model;

  constructor(model: Model) {
    this.current = model;
    this.colourBy = model.compared !== null ? "change" : model.plan !== null ? "plan" : "origin";
    this.chosenProposals = new Set(model.plan?.data.proposals.keys());
    this.effect = this.askPlan();
    this.grouping = groupBy(model, this.colourBy, this.effect);
    if (model.compared !== null) this.sides.set(model.compared.shown.side, model);
  }

  /** What is shown; of two compared starts one, or both. */
  get model(): Model {
    return this.current;
  }

  on(kinds: readonly Change[], listener: () => void): void {
    for (const kind of kinds) this.changes.on(`${kind}.${this.listeners++}`, listener);
  }

  /** Zooms; the focus follows. */
  goTo(place: Place, focus: number = place.node): void {
    const moved = !samePlace(place, this.place);
    this.place = place;
    this.setFocus(focus);
    if (moved) this.changes.call("place");
  }

  setFocus(node: number): void {
    if (node === this.focus) return;
    this.focus = node;
    this.changes.call("focus");
  }

  setHover(hover: Hover): void {
    if (hover === null && this.hover === null) return;
    this.hover = hover;
    this.changes.call("hover");
  }

  /** Shows another side of what is compared: the same module stays chosen and zoomed to where it is there. */
  setSide(side: Side): void {
    const from = this.model;
    if (from.compared === null || from.compared.shown.side === side) return;
    const to = this.sides.get(side) ?? onSide(from, side);
    this.sides.set(side, to);
    this.current = to;
    this.place = { node: counterpart(from, to, this.place.node) };
    this.focus = counterpart(from, to, this.focus);
    this.hover = null;
    this.grouping = groupBy(to, this.colourBy, this.effect);
    this.chosenGroups.clear();
    this.shown = this.choose();
    this.changes.call("side");
  }

  setColourBy(by: ColourBy): void {
    if (by === this.colourBy) return;
    this.colourBy = by;
    this.grouping = groupBy(this.model, by, this.effect);
    this.chosenGroups.clear();
    this.changes.call("colours");
    this.updateShown();
  }

  toggleGroup(group: number): void {
    if (!this.chosenGroups.delete(group)) this.chosenGroups.add(group);
    this.updateShown();
  }

  setSearch(text: string): void {
    if (text === this.search) return;
    this.search = text;
    this.updateShown();
  }

  /** Chooses proposals, or leaves them out: the graph is asked anew what is still loaded. */
  setProposals(proposals: Iterable<number>, chosen: boolean): void {
    for (const proposal of proposals) {
      if (chosen) this.chosenProposals.add(proposal);
      else this.chosenProposals.delete(proposal);
    }
    this.effect = this.askPlan();
    if (this.colourBy === "plan") this.grouping = groupBy(this.model, "plan", this.effect);
    this.changes.call("plan");
    if (this.colourBy === "plan" && this.chosenGroups.size > 0) this.updateShown();
  }

  private askPlan(): PlanEffect | null {
    const { plan, graph } = this.model;
    return plan === null ? null : effectOf(plan, graph, this.chosenProposals);
  }

  setDark(dark: boolean): void {
    this.dark = dark;
    this.changes.call("theme");
  }

  private updateShown(): void {
    this.shown = this.choose();
    this.changes.call("shown");
  }

  private choose(): Shown | null {
    const { graph, ends } = this.model;
    const wanted = matcher(this.search);
    this.problem = wanted !== null && "problem" in wanted ? wanted.problem : "";
    const found = wanted !== null && "matches" in wanted ? matchModules(graph, wanted.matches) : undefined;
    if (found === null) this.problem = "This expression takes too long";
    const modules = found ?? undefined;
    if (modules === undefined && this.chosenGroups.size === 0) return null;
    const { count, module } = graph.loads;
    const load = new Uint8Array(count);
    const before = new Int32Array(count + 1);
    for (let at = 0; at < count; at++) {
      const of = module[at] ?? 0;
      const inGroup = this.chosenGroups.size === 0 || this.chosenGroups.has(groupOf(this.grouping, graph, at));
      const match = inGroup && (modules === undefined || modules[of] === 1) ? 1 : 0;
      load[at] = match;
      before[at + 1] = (before[at] ?? 0) + match;
    }
    return { load, before, totals: chosenTotals(graph, load, ends) };
  }
}
