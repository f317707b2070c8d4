import type { ViewData } from "../src/graph/view-data.js";
import { makeModel } from "./model/model.js";
import { State } from "./state.js";
import { byId } from "./views/dom.js";
import { IcicleView } from "./views/icicle.js";

const data: ViewData = JSON.parse(byId("data").textContent ?? "");
const state = new State(makeModel(data));
new IcicleView(state);
