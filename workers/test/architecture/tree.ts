import { globSync, readFileSync } from "node:fs"
import { posix } from "node:path"
import { fileURLToPath } from "node:url"

export const root = fileURLToPath(new URL("../../../", import.meta.url))

export type Import = { to: string; typeOnly: boolean; spec: string }
export type Source = { path: string; text: string; lines: number; imports: Import[] }

const pattern = /^[ \t]*(?:import|export)\s+(type\s+)?(?:[^"'();]*?\sfrom\s+)?["']([^"'\n]+)["']|\bimport\(\s*["']([^"'\n]+)["']\s*\)/gm

/** Import lines of a file; `to` is the path from the root, or the package's name. */
export function importsOf(path: string, text: string): Import[] {
  return Array.from(text.matchAll(pattern), ([, type, fixed, lazy]) => {
    const spec = fixed ?? lazy ?? ""
    return { spec, to: resolve(path, spec), typeOnly: type !== undefined || (lazy !== undefined && path.endsWith(".d.ts")) }
  })
}

function resolve(from: string, spec: string): string {
  const bare = spec.replace(/\?.*$/, "")
  if (bare.startsWith("#")) return bare.slice(1)
  return bare.startsWith(".") ? posix.join(posix.dirname(from), bare) : bare
}

export const source = (path: string, text: string): Source => ({
  path,
  text,
  lines: text.split("\n").length - 1,
  imports: importsOf(path, text),
})

/** Every source file that people write here, with its imports. */
export function readTree(): Source[] {
  return globSync("{schemas,seeds,site,workers}/**/*.{ts,mjs,astro}", {
    cwd: root,
    exclude: (path) => /node_modules|\.wrangler/.test(path),
  })
    .toSorted()
    .map((path) => source(path, readFileSync(`${root}${path}`, "utf8")))
}

export const isTest = (path: string) => /\.test\.ts$|\/fixtures?\.ts$/.test(path) || path.startsWith("workers/test/")
