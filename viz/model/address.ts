import type { Icicle } from "../layout/icicle.js";
import { pathTo } from "../layout/icicle.js";
import { EVERYTHING, type Place } from "../layout/place.js";

/** Longer addresses than this name the module alone instead of its whole path. */
const LONGEST = 4000;

/**
 * The `#` address of a place, made of names so that it holds for another recording of the same program:
 * `#/kubectl/yaml` is the path of modules, `~2` the second of that name under its importer, a number in the
 * first step a process, `:3-9` at the end a run of the modules below.
 */
export function addressOf(icicle: Icicle, place: Place): string {
  const path = pathTo(icicle, place.node).slice(1);
  const run = place.run === undefined ? "" : `:${place.run.first}-${place.run.last}`;
  let address = "#";
  for (const node of path) {
    address += `/${step(icicle, node)}`;
    if (address.length > LONGEST) return `#?${encodedName(icicle, place.node)}~${ordinal(icicle, place.node)}${run}`;
  }
  return `${address === "#" ? "#/" : address}${run}`;
}

/** The place that an address names; as much of its path as there is, everything for an address of nothing. */
export function placeOf(icicle: Icicle, address: string): Place {
  const read = /^#?([/?])(.*?)(?::(\d+)-(\d+))?$/s.exec(address);
  if (read === null) return EVERYTHING;
  const [, kind, text = "", first, last] = read;
  const node = kind === "?" ? byName(icicle, text) : byPath(icicle, text === "" ? [] : text.split("/"));
  if (first === undefined || last === undefined) return { node };
  const below = (icicle.belowFrom[node + 1] ?? 0) - (icicle.belowFrom[node] ?? 0);
  const run = { first: Number(first), last: Number(last) };
  return run.first <= run.last && run.last < below ? { node, run } : { node };
}

function byPath(icicle: Icicle, steps: readonly string[]): number {
  let node = 0;
  for (const written of steps) {
    const wanted = read(written);
    let left = wanted.ordinal;
    const next = nodesBelow(icicle, node).find((below) => encodedName(icicle, below) === wanted.name && --left === 0);
    // The tree of another recording may differ: then the module itself, wherever it is loaded now.
    if (next === undefined) return byName(icicle, steps.at(-1) ?? "") || node;
    node = next;
  }
  return node;
}

function byName(icicle: Icicle, written: string): number {
  const { name, ordinal } = read(written);
  let left = ordinal;
  for (let node = 1; node < icicle.count; node++)
    if (isLoad(icicle, node) && encodedName(icicle, node) === name && --left === 0) return node;
  return 0;
}

/** A step's name and which of that name it is. */
function read(step: string): { name: string; ordinal: number } {
  const [, name = "", ordinal = "1"] = /^(.*?)(?:~(\d+))?$/s.exec(step) ?? [];
  return { name, ordinal: Number(ordinal) };
}

function step(icicle: Icicle, node: number): string {
  const name = encodedName(icicle, node);
  if (!isLoad(icicle, node)) return name;
  let same = 0;
  for (const other of nodesBelow(icicle, icicle.above[node] ?? 0)) {
    if (encodedName(icicle, other) === name) same++;
    if (other === node) break;
  }
  return same > 1 ? `${name}~${same}` : name;
}

/** Which load of its name a load is, from 1. */
function ordinal(icicle: Icicle, node: number): number {
  const name = encodedName(icicle, node);
  let same = 0;
  for (let at = 1; at <= node; at++) if (isLoad(icicle, at) && encodedName(icicle, at) === name) same++;
  return same;
}

function isLoad(icicle: Icicle, node: number): boolean {
  return (icicle.load[node] ?? -1) >= 0;
}

function nodesBelow(icicle: Icicle, node: number): Int32Array {
  return icicle.below.subarray(icicle.belowFrom[node] ?? 0, icicle.belowFrom[node + 1] ?? 0);
}

/** A node's name as an address writes it: a process by its number, a module by its name. */
function encodedName(icicle: Icicle, node: number): string {
  const process = icicle.process[node] ?? -1;
  if (process >= 0) return String(process + 1);
  const { modules, loads } = icicle.graph;
  return encode(modules.name[loads.module[icicle.load[node] ?? -1] ?? -1] ?? "");
}

/** Nothing of a name means anything in an address: not "/", ":", "~", nor half a surrogate pair. */
function encode(name: string): string {
  if (name === "") return "~";
  const whole = name.replace(/\p{Surrogate}/gu, "\ufffd");
  return encodeURIComponent(whole).replace(/[~!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}
