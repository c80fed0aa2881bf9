import { readFileSync } from "node:fs"
import { root } from "./tree.ts"

/** Bindings that wrangler.toml declares, and those that the type in workers/env.ts promises. */
export function bindingLists(): { declared: string[]; promised: string[] } {
  const toml = readFileSync(`${root}wrangler.toml`, "utf8")
  const tables = toml.split(/^(?=\[)/m)
  const declared = tables.flatMap((table) => {
    const named = /^\[\[(durable_objects\.bindings|ratelimits)\]\]/.test(table) ? "name" : "binding"
    const [, name] = new RegExp(`^${named}\\s*=\\s*"([^"]+)"`, "m").exec(table) ?? []
    return name ? [name] : []
  })
  const body = /export type Bindings = \{\n([\s\S]*?)\n\}/.exec(readFileSync(`${root}workers/env.ts`, "utf8"))?.[1] ?? ""
  return { declared: declared.toSorted(), promised: Array.from(body.matchAll(/^ {2}(\w+):/gm), ([, name = ""]) => name).toSorted() }
}

/** Cron lines that wrangler.toml fires. */
export function firedCrons(): string[] {
  const line = /^crons\s*=\s*\[([^\]]*)\]/m.exec(readFileSync(`${root}wrangler.toml`, "utf8"))?.[1] ?? ""
  return Array.from(line.matchAll(/"([^"]+)"/g), ([, cron = ""]) => cron)
}
