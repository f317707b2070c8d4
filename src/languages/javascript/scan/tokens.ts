/** Kinds of tokens. Binary operators stand together, so that one comparison recognises them. */
const codes = {
  end: 0,
  name: 1,
  private: 2,
  number: 3,
  string: 4,
  template: 5,
  braceOpen: 6,
  braceClose: 7,
  parenOpen: 8,
  parenClose: 9,
  bracketOpen: 10,
  bracketClose: 11,
  semicolon: 12,
  comma: 13,
  dot: 14,
  ellipsis: 15,
  optionalDot: 16,
  question: 17,
  colon: 18,
  arrow: 19,
  assign: 20,
  /** `+=` and the like. */
  assignOperator: 21,
  /** `&&=`, `||=`, `??=`. */
  assignLogical: 22,
  increment: 23,
  not: 24,
  tilde: 25,
  at: 26,
  hash: 27,
  // Binary operators from here on; the first four are unary or begin something else too.
  plusMinus: 30,
  slash: 31,
  slashAssign: 32,
  less: 33,
  greater: 34,
  binary: 35,
  pipe: 36,
  ampersand: 37,
  and: 38,
  or: 39,
  nullish: 40,
  // Words with a meaning of their own to the parser.
  kBreak: 50,
  kCase: 51,
  kCatch: 52,
  kClass: 53,
  kConst: 54,
  kContinue: 55,
  kDebugger: 56,
  kDefault: 57,
  kDelete: 58,
  kDo: 59,
  kElse: 60,
  kExport: 61,
  kExtends: 62,
  kFinally: 63,
  kFor: 64,
  kFunction: 65,
  kIf: 66,
  kImport: 67,
  kIn: 68,
  kInstanceof: 69,
  kNew: 70,
  kNull: 71,
  kReturn: 72,
  kSuper: 73,
  kSwitch: 74,
  kThis: 75,
  kThrow: 76,
  kTrue: 77,
  kFalse: 78,
  kTry: 79,
  kTypeof: 80,
  kVar: 81,
  kVoid: 82,
  kWhile: 83,
  kWith: 84,
  kEnum: 85,
  // Reserved only in places: identifiers elsewhere.
  cAsync: 100,
  cAwait: 101,
  cYield: 102,
  cLet: 103,
  cRequire: 104,
  cAs: 105,
  cSatisfies: 106,
  cOf: 107,
  cType: 108,
  cInterface: 109,
  cNamespace: 110,
  cModule: 111,
  cDeclare: 112,
  cAbstract: 113,
  cGlobal: 114,
  cUsing: 115,
  cAccessor: 116,
  cStatic: 117,
  cGet: 118,
  cSet: 119,
  cFrom: 120,
};

/** Numbers alone to the compiler, which would otherwise take a token for the one it was before `next`. */
export const T: Readonly<Record<keyof typeof codes, number>> = codes;

/** From here on words may also be plain identifiers. */
export const FIRST_CONTEXTUAL = 100;
/** From here on tokens are words. */
export const FIRST_WORD = 50;

const WORDS: readonly (readonly [string, number])[] = Object.entries(T)
  .filter(([key]) => /^[kc][A-Z]/.test(key))
  .map(([key, code]) => [key.slice(1).toLowerCase(), code]);

/** Words by first letter and length: nearly every other identifier is told from them without a comparison. */
export const WORD_TABLE: (readonly (readonly [string, number])[] | undefined)[] = new Array(32 * 16).fill(undefined);
for (const word of WORDS) {
  const at = ((word[0].charCodeAt(0) - 97) << 4) | word[0].length;
  WORD_TABLE[at] = [...(WORD_TABLE[at] ?? []), word];
}
