import type { LogFormat } from "../format.js";
import { dependencyCruiser } from "./dependency-cruiser.js";
import { esbuild } from "./esbuild.js";
import { grimpDetails, grimpMap } from "./grimp.js";
import { madge } from "./madge.js";
import { own } from "./own.js";
import { pydeps } from "./pydeps.js";
import { rollup } from "./rollup.js";
import { ruff } from "./ruff.js";
import { webpack } from "./webpack.js";

/** Every format of static import graphs, told apart by content: those with telling keys before plain lists of names. */
export const GRAPH_FORMATS: readonly LogFormat[] = [
  own,
  esbuild,
  dependencyCruiser,
  rollup,
  webpack,
  pydeps,
  grimpDetails,
  ruff,
  madge,
  grimpMap,
];
