import { isTest, type Source } from "./tree.ts"

export type Sizes = { files: number; lines: number; median: number; p90: number; largest: string; comments: number; testToCode: number }

/** How large the code is: lines a file, share of comment lines, test lines to code lines. */
export function sizesOf(tree: Source[]): Sizes {
  const code = tree.filter(({ path }) => !isTest(path)).toSorted((a, b) => a.lines - b.lines)
  const sum = (list: Source[]) => list.reduce((total, { lines }) => total + lines, 0)
  const at = (share: number) => code[Math.floor(code.length * share)]?.lines ?? 0
  const commented = code
    .filter(({ path }) => path.endsWith(".ts"))
    .reduce((total, { text }) => total + text.split("\n").filter((line) => /^\s*(\/\/|\/\*|\*)/.test(line)).length, 0)
  const largest = code.at(-1)
  return {
    files: code.length,
    lines: sum(code),
    median: at(0.5),
    p90: at(0.9),
    largest: largest ? `${largest.path} (${largest.lines})` : "none",
    comments: commented / Math.max(1, sum(code.filter(({ path }) => path.endsWith(".ts")))),
    testToCode: sum(tree.filter(({ path }) => isTest(path))) / Math.max(1, sum(code)),
  }
}
