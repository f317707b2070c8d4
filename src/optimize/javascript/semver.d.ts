/** What is asked of semver, which comes without types. */
declare module "semver/ranges/subset.js" {
  /** @throws TypeError where one is no range */
  export default function subset(inner: string, outer: string): boolean;
}

declare module "semver/functions/satisfies.js" {
  /** False where the version is none. */
  export default function satisfies(version: string, range: string): boolean;
}
