import { child, type Node, string } from "../scan/full/node.js";

/** Without what stands between words and signs. */
const squeezed = (text: string): string => text.replace(/\s+/g, " ").replace(/ ?([^\w$ ]) ?/g, "$1");

const LATER = "Object.defineProperty(o,k2,{enumerable:true,get:function(){return m[k];}});";
const AS_IT_IS =
  'var desc=Object.getOwnPropertyDescriptor(m,k);if(!desc||("get"in desc?!m.__esModule:desc.writable||desc.configurable)){desc={enumerable:true,get:function(){return m[k];}};}Object.defineProperty(o,k2,desc);';
const bindings = [LATER, AS_IT_IS].map(
  (body) =>
    `(this&&this.__createBinding)||(Object.create?(function(o,m,k,k2){if(k2===undefined)k2=k;${body}}):(function(o,m,k,k2){if(k2===undefined)k2=k;o[k2]=m[k];}))`,
);
const stars = ["exports.hasOwnProperty(p)", "Object.prototype.hasOwnProperty.call(exports,p)"].map(
  (has) =>
    `(this&&this.__exportStar)||function(m,exports){for(var p in m)if(p!=="default"&&!${has})__createBinding(exports,m,p);}`,
);
const KNOWN: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ["__createBinding", new Set(bindings)],
  ["__exportStar", new Set(stars)],
]);

/**
 * Whether a declarator is that of one of TypeScript's helpers (since 3.9), which give a module the names of another one but "default", each
 * where it has none of that name, as it is there whenever it is read.
 */
export function isStarHelper(declarator: Node, text: string): boolean {
  const init = child(declarator, "init");
  const known = KNOWN.get(string(child(declarator, "id"), "name") ?? "");
  return init !== null && known?.has(squeezed(text.slice(init.start, init.end))) === true;
}
