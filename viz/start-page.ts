import type { ViewData } from "../src/graph/view-data.js";
import { makeModel } from "./model/model.js";
import { State } from "./state.js";
import { showAnatomy } from "./views/anatomy.js";
import { showBreadcrumbs } from "./views/breadcrumbs.js";
import { showGraphTab } from "./views/graph-tab.js";
import { showHeader } from "./views/header.js";
import { keepHistory } from "./views/history.js";
import { IcicleView } from "./views/icicle.js";
import { listenToKeys } from "./views/keyboard.js";
import { showLegend } from "./views/legend.js";
import { showNotes } from "./views/notes.js";
import { showPanel } from "./views/panel.js";
import { listPlan, showPlan } from "./views/plan.js";
import { showReadout } from "./views/readout.js";
import { showSearch } from "./views/search.js";
import { showColourSwitch, showSideSwitch } from "./views/settings.js";
import type { RowsBy } from "./views/source.js";
import { rowsByLabels } from "./views/sources.js";
import { showSwitch } from "./views/switch.js";
import { TableView } from "./views/table.js";
import { showTheme } from "./views/theme.js";

/** The page of a start, of two that are compared, or of a plan. */
export function showStart(data: ViewData): void {
  const state = new State(makeModel(data));
  showTheme((isDark) => state.setDark(isDark));
  keepHistory(state);
  showHeader(state);
  showNotes(state.model);
  showLegend(state);
  showColourSwitch(state);
  showSideSwitch(state);
  showBreadcrumbs(state);
  showAnatomy(state);
  showPanel(state);
  showReadout(state);
  showSearch(state);
  listenToKeys(state);
  new IcicleView(state);
  showGraphTab(state);
  showPlan(state);

  // The table sorts every load: after the first picture, which does not wait for it.
  requestAnimationFrame(() =>
    setTimeout(() => {
      const labels = rowsByLabels(state.model);
      const first = state.model.compared === null ? "module" : "changes";
      const table = new TableView(state, first);
      if (state.model.plan === null) showSwitch<RowsBy>("rows-by", labels, first, (by) => table.show(by));
      else
        showSwitch<RowsBy | "plan">("rows-by", { plan: "Plan", ...labels }, "plan", (by) => {
          listPlan(by === "plan");
          if (by !== "plan") table.show(by);
        });
    }),
  );
}
