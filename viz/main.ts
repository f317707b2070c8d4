import type { ViewBundlesPage } from "../src/graph/view-bundles.js";
import type { ViewData } from "../src/graph/view-data.js";
import { showBundles } from "./bundles-page.js";
import { showStart } from "./start-page.js";
import { byId } from "./views/dom.js";

const data: ViewData | ViewBundlesPage = JSON.parse(byId("data").textContent ?? "");
if ("bundles" in data) showBundles(data);
else showStart(data);
