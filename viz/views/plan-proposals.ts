import type { ViewProposal } from "../../src/graph/view-plan.js";
import { nodeOfLoad } from "../layout/icicle.js";
import { type PlanModel, savingsOf, takenBy } from "../model/plan.js";
import type { State } from "../state.js";
import { displayName } from "../text/names.js";
import { counted, formatCount, formatMs, formatShare } from "../text/time.js";
import { byId, element, nameElement } from "./dom.js";
import { reveal } from "./navigate.js";
import { hunkElement } from "./plan-diff.js";

/** Milliseconds of a frame that asking the graph may take. */
const SLICE = 8;

interface Row {
  readonly item: HTMLElement;
  readonly box: HTMLInputElement;
  readonly saving: HTMLElement;
  readonly share: HTMLElement;
  readonly bar: HTMLElement;
}

/** The proposals with their check boxes: what is saved is asked of the graph anew for each choice. */
export class ProposalList {
  readonly section: HTMLElement;
  private readonly rows: readonly Row[];
  private readonly counts = element("span", { class: "count" });
  private readonly next = element("p", { class: "next" });
  private asking = 0;

  constructor(
    private readonly state: State,
    private readonly plan: PlanModel,
  ) {
    const { proposals } = plan.data;
    this.rows = proposals.map((proposal, at) => this.row(proposal, at));
    const every = [...proposals.keys()];
    const button = (text: string, chosen: boolean) => {
      const made = element("button", { type: "button" }, text);
      made.addEventListener("click", () => state.setProposals(every, chosen));
      return made;
    };
    const list = element("ul", { class: "proposals" }, ...this.rows.map(({ item }) => item));
    list.addEventListener("keydown", (event) => this.key(event));
    this.section = element(
      "section",
      { "aria-labelledby": "proposals-head" },
      element(
        "div",
        { class: "plan-head" },
        element("h2", { id: "proposals-head" }, proposals.length === 0 ? "Nothing is proposed" : "Proposals"),
        ...(proposals.length === 0 ? [] : [this.counts, button("All", true), button("None", false)]),
      ),
      ...(proposals.length === 0
        ? [element("p", { class: "next" }, "No import can be deferred, proven, for a gain.")]
        : [this.next, list]),
    );
    state.on(["plan"], () => {
      this.draw();
      this.tell();
    });
    this.draw();
  }

  private row(proposal: ViewProposal, at: number): Row {
    const { id, place, names, edit } = proposal;
    const box = element("input", { type: "checkbox", id: `proposal-${at}`, "aria-describedby": `saving-${at}` });
    box.addEventListener("change", () => this.state.setProposals([at], box.checked));
    const label = element(
      "label",
      { for: box.id },
      element("span", { class: "place" }, nameElement(displayName(place))),
      " ",
      element("b", {}, nameElement(displayName(names))),
    );
    const saving = element("span", { class: "us" });
    const share = element("span", { class: "share-of" });
    const bar = element("u", { "aria-hidden": "true" });
    const figures = element("div", { class: "figures", id: `saving-${at}` }, saving, share, bar);
    const summary = element("summary", { title: "Proof and diff" }, `${id} · ${displayName(edit)}`);
    const details = element("details", {}, summary);
    details.addEventListener("toggle", () => {
      if (details.open && details.childElementCount === 1) details.append(this.details(proposal));
    });
    const item = element("li", {}, box, label, figures, details);
    item.addEventListener("pointerenter", () => this.hover(at));
    item.addEventListener("pointerleave", () => this.state.setHover(null));
    return { item, box, saving, share, bar };
  }

  private details({ importer, imported, to, price, proof, hunks, with: partners }: ViewProposal): HTMLElement {
    const facts: [string, (HTMLElement | string)[]][] = [
      ["Imported", imported.map((name) => this.moduleButton(name))],
      ["By", [this.moduleButton(importer)]],
      ["Goes to", to.map(displayName)],
      ["Saves only", partners === "" ? [] : [`together with ${partners}`]],
      ["Price", price === "" ? [] : [displayName(price)]],
      ["Proven by", proof.map(displayName)],
    ];
    const list = element("dl", {});
    for (const [what, values] of facts) {
      if (values.length === 0) continue;
      const parts = values.flatMap((value, at) => (at === 0 ? [value] : [", ", value]));
      list.append(element("dt", {}, what), element("dd", {}, ...parts));
    }
    const texts = hunks.flatMap((at) => this.plan.data.hunks[at] ?? []);
    return element("div", { class: "details" }, list, ...texts.map(hunkElement));
  }

  /** Leads to a module's load where it has one. */
  private moduleButton(name: string): HTMLElement {
    const load = loadOf(this.state, name);
    if (load < 0) return element("span", {}, nameElement(displayName(name)));
    const button = element("button", { type: "button" }, nameElement(displayName(name)));
    button.addEventListener("click", () => reveal(this.state, nodeOfLoad(this.state.model.icicle, load)));
    return button;
  }

  /** Shows in the picture what goes with it alone, or would. */
  private hover(at: number): void {
    const { state, plan } = this;
    const holds = takenBy(plan, state.model.graph, state.chosenProposals, at);
    state.setHover({ kind: "distribution", holds });
  }

  private draw(): void {
    const { chosenProposals } = this.state;
    for (const [at, { box, item }] of this.rows.entries()) {
      box.checked = chosenProposals.has(at);
      item.classList.toggle("off", !box.checked);
    }
    this.counts.textContent = `${chosenProposals.size} of ${formatCount(this.rows.length)} chosen`;
    this.next.textContent =
      chosenProposals.size === this.rows.length
        ? "perf optimize --write verifies these in a copy and writes them."
        : "“# importperf: keep” on an import's line leaves it out of perf optimize --write.";
    this.ask();
  }

  /** Asks the graph for every saving, a slice each frame; a later choice ends it. */
  private ask(): void {
    const { effect, chosenProposals } = this.state;
    cancelAnimationFrame(this.asking);
    if (effect === null) return;
    const steps = savingsOf(this.plan, effect, new Set(chosenProposals));
    const slice = () => {
      const end = performance.now() + SLICE;
      do {
        const { done, value } = steps.next();
        if (done) {
          this.fill(value);
          return;
        }
      } while (performance.now() < end);
      this.asking = requestAnimationFrame(slice);
    };
    slice();
  }

  private fill(savings: readonly number[]): void {
    const { effect, chosenProposals } = this.state;
    const saved = Math.max(0, (effect?.beforeUs ?? 0) - (effect?.afterUs ?? 0));
    const largest = Math.max(1, ...savings);
    for (const [at, { saving, share, bar }] of this.rows.entries()) {
      const us = Math.round(savings[at] ?? 0);
      const isChosen = chosenProposals.has(at);
      saving.textContent = `${isChosen ? "" : "+ "}${formatMs(us)}`;
      share.textContent = !isChosen ? "if chosen" : saved > 0 ? formatShare(us / saved) : "";
      bar.style.setProperty("--part", `${(100 * us) / largest}%`);
    }
  }

  private tell(): void {
    const { effect, chosenProposals } = this.state;
    if (effect === null) return;
    const gone = counted(effect.goneBefore.at(-1) ?? 0, this.state.model.words.one);
    byId("live").textContent =
      `${chosenProposals.size} of ${this.rows.length} proposals: ${formatMs(effect.afterUs)} after, without ${gone}`;
  }

  /** Up and down move between the check boxes. */
  private key(event: KeyboardEvent): void {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const at = this.rows.findIndex(({ box }) => box === event.target);
    if (step === 0 || at < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    this.rows[Math.max(0, Math.min(this.rows.length - 1, at + step))]?.box.focus();
    event.preventDefault();
  }
}

/** The first load of a module, -1 for none. */
export function loadOf({ model: { graph } }: State, name: string): number {
  const module = graph.modules.name.indexOf(name);
  return module < 0 ? -1 : graph.loads.module.indexOf(module);
}
