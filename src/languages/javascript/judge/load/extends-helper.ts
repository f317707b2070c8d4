/** Without what stands between words and signs. */
const squeezed = (text: string): string => text.replace(/\s+/g, " ").replace(/ ?([^\w$ ]) ?/g, "$1");

const HEAD = "var __extends=(this&&this.__extends)||(function(){";
/** Of Node's engine the first way is taken, so that what the others would do is never done. */
const STATICS =
  "extendStatics=Object.setPrototypeOf||({__proto__:[]}instanceof Array&&function(d,b){d.__proto__=b;})||";
const COPIES = [
  "function(d,b){for(var p in b)if(b.hasOwnProperty(p))d[p]=b[p];};",
  "function(d,b){for(var p in b)if(Object.prototype.hasOwnProperty.call(b,p))d[p]=b[p];};",
];
const CHECKS = [
  "",
  'if(typeof b!=="function"&&b!==null)throw new TypeError("Class extends value "+String(b)+" is not a constructor or null");',
];
const TAIL =
  "extendStatics(d,b);function __(){this.constructor=d;}d.prototype=b===null?Object.create(b):(__.prototype=b.prototype,new __());};})();";

/** As TypeScript has written it since 2.1. */
const KNOWN: ReadonlySet<string> = new Set(
  COPIES.flatMap((copy) =>
    CHECKS.flatMap((check) => [
      `${HEAD}var ${STATICS}${copy}return function(d,b){${check}${TAIL}`,
      `${HEAD}var extendStatics=function(d,b){${STATICS}${copy}return extendStatics(d,b);};return function(d,b){${check}${TAIL}`,
    ]),
  ).map(squeezed),
);

const DECLARED = /^var __extends = \(this && this\.__extends\) \|\| \(function \(\) \{\r?\n[\s\S]*?\r?\n\}\)\(\);\r?$/m;

/**
 * Whether a file has TypeScript's helper that lets a class inherit from another one, once, at its top level, and gives its name no other
 * value: it changes nothing but the class that it is handed first, which inherits then, with a prototype of its own.
 */
export function hasExtendsHelper(text: string): boolean {
  const [declared] = DECLARED.exec(text) ?? [];
  if (declared === undefined || !KNOWN.has(squeezed(declared).trim())) return false;
  const named = [...text.matchAll(/(?<![\w$.])__extends(?![\w$])/g)].length;
  const called = [...text.matchAll(/(?<![\w$.])__extends\(/g)].length;
  return named === called + 1;
}
