import { CHANGE_LABELS } from "../model/compared.js";
import { type Difference, differenceOf } from "../model/difference.js";
import { goingIn } from "../model/going.js";
import type { Model } from "../model/model.js";
import { nodeCumulative, nodeModules, nodeName, nodeSelf } from "../model/model.js";
import type { State } from "../state.js";
import { fromTo, signedCount, signedMs } from "../text/signs.js";
import { counted, formatCount, formatShare } from "../text/time.js";
import { byId, element, nameElement } from "./dom.js";

/** One line below the icicle: what the pointer is on. */
export function showReadout(state: State): void {
  const line = byId("readout");
  const draw = () => {
    const { hover, model } = state;
    if (hover?.kind === "node")
      line.replaceChildren(
        element("b", {}, nameElement(nodeName(model, hover.node))),
        ` · ${nodeFigures(state, hover.node)}`,
      );
    else if (hover?.kind === "small") {
      const { icicle, words } = model;
      const modules = (icicle.end[hover.last] ?? 0) - hover.first;
      const us = (icicle.start[hover.last] ?? 0) + (icicle.width[hover.last] ?? 0) - (icicle.start[hover.first] ?? 0);
      line.replaceChildren(
        element("b", {}, `${counted(modules, `small ${words.one}`)}`),
        ` · ${icicle.timed ? `${model.amounts.text(us)} together · ` : ""}${goingFigures(state, hover.first, hover.last)}click to see them`,
      );
    } else line.replaceChildren("Click zooms, arrows move, Enter zooms in, Escape zooms out, / searches");
  };
  state.on(["hover", "side", "plan"], draw);
  draw();
}

/** "self 1.2 ms · cumulative 3.4 ms · 12 % · 5 modules" */
export function nodeFigures(state: State, node: number): string {
  const { model } = state;
  const { totals, icicle, words } = model;
  const difference = differenceOf(model, node);
  if (difference !== null) return changeFigures(model, difference);
  const modules = counted(nodeModules(model, node), words.one);
  if (!icicle.timed) return modules;
  const going = goingFigures(state, node, node);
  const cumulative = nodeCumulative(model, node);
  const share = formatShare(totals.us > 0 ? cumulative / totals.us : 0);
  const self = (icicle.load[node] ?? -1) >= 0 ? `self ${model.amounts.text(nodeSelf(model, node))} · ` : "";
  return `${going}${self}cumulative ${model.amounts.text(cumulative)} · ${share} · ${modules}`;
}

/** Of a plan: "would go · ", "stays · ", "12 of 30 modules would go, 34 ms · "; "" where there is none. */
function goingFigures({ effect, model }: State, first: number, last: number): string {
  if (effect === null) return "";
  const going = goingIn(model, effect, first, last);
  if (going === null || going.modules === 0) return "stays · ";
  if (going.modules === going.of) return "would go · ";
  const of = `${formatCount(going.modules)} of ${counted(going.of, model.words.one)}`;
  return `${of} would go, ${model.amounts.text(going.us)} · `;
}

/** "gone · self 1.2 → 0 ms · with all it loads 97 → 0 ms, −97 ms · modules 696 → 0, −696" */
function changeFigures({ icicle, words }: Model, { change, self, cumulative, modules }: Difference): string {
  const counts = `${words.many} ${formatCount(modules.before)} → ${formatCount(modules.after)}`;
  const times = `cumulative ${fromTo(cumulative)}, ${signedMs(cumulative.after - cumulative.before)}`;
  return [
    ...(change === null ? [] : [CHANGE_LABELS[change]]),
    ...(icicle.timed ? [...(change === null ? [] : [`self ${fromTo(self)}`]), times] : []),
    `${counts}, ${signedCount(modules.after - modules.before)}`,
  ].join(" · ");
}
