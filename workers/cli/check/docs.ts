import { existsSync } from "node:fs"
import { glob, readFile } from "node:fs/promises"
import { dirname, join } from "node:path"
import { inRoot, root } from "../paths.ts"
import type { Finding } from "./tool.ts"

const areas = /^(workers|site|schemas|seeds|migrations|docs|\.github|\.ci)\//
const topLevel = /^(wrangler\.toml|package\.json|tsconfig\.json|README\.md|AGENTS\.md|\.env\.example|\.dev\.vars\.example)$/

/** Steps of other commands: nobody types them. Hooks (`pretest`) are left out by npm's own rule for their names. */
const inner = new Set(["fonts", "format", "lint", "types"])

/** Whatever the texts point at exists: paths in backticks or links, and scripts of package.json; and each script stands in README's table. */
export async function docs(): Promise<Finding> {
  const { scripts }: { scripts: Record<string, string> } = JSON.parse(await readFile(inRoot("package.json"), "utf8"))
  const wrong: string[] = []
  let [texts, cited] = [0, 0]
  for await (const file of glob(["README.md", "AGENTS.md", "docs/**/*.md"], { cwd: root })) {
    const text = await readFile(inRoot(file), "utf8")
    texts++
    for (const path of pathsIn(text)) {
      cited++
      if (!existsSync(inRoot(path))) wrong.push(`${file} cites ${path}, which does not exist.`)
    }
    for (const [, link = ""] of text.matchAll(/\]\((?![a-z]+:|#|\/)([^)#\s]+)/g)) {
      cited++
      if (!existsSync(inRoot(join(dirname(file), link)))) wrong.push(`${file} links to ${link}, which does not exist.`)
    }
    for (const [, name = ""] of text.matchAll(/npm run ([a-z][a-z0-9:-]*)/g)) {
      cited++
      if (!(name in scripts)) wrong.push(`${file} cites "npm run ${name}", which package.json does not have.`)
    }
  }
  const missing = unlisted(Object.keys(scripts), await readFile(inRoot("README.md"), "utf8"))
  wrong.push(...missing.map((name) => `README.md's table of commands lacks "npm run ${name}".`))
  return { wrong, note: `${cited} paths and scripts in ${texts} texts` }
}

/** Scripts that people run and that no row of README's table of commands begins with. */
export function unlisted(scripts: readonly string[], readme: string): string[] {
  const cells = Array.from(readme.matchAll(/^\| (`npm [^|]*) \|/gm), ([, cell = ""]) => cell)
  const listed = new Set(cells.flatMap((cell) => Array.from(cell.matchAll(/npm (?:run )?([a-z][a-z0-9:-]*)/g), ([, name = ""]) => name)))
  const isHook = (name: string) => /^(?:pre|post)/.test(name) && scripts.includes(name.replace(/^(?:pre|post)/, ""))
  return scripts.filter((name) => !listed.has(name) && !inner.has(name) && !isHook(name))
}

/** Paths in code spans that start in a known folder and name one file or folder: no globs, no placeholders. */
function pathsIn(text: string): string[] {
  return Array.from(text.matchAll(/`([^`\s]+)`/g), ([, span = ""]) => span.replace(/:\d+$/, "")).filter(
    (span) => (areas.test(span) || topLevel.test(span)) && !/[*<>{}…]|\bNAME\b|…/.test(span),
  )
}
