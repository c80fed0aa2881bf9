import { fileURLToPath } from "node:url"

export const root = fileURLToPath(new URL("../../", import.meta.url))
export const inRoot = (path: string) => `${root}${path}`
export const builtConfig = inRoot("dist/server/wrangler.json")
export const sandboxConfig = inRoot("workers/sandbox/wrangler.toml")

/** Ends the command with one clear line. */
export function fail(message: string): never {
  console.error(`✗ ${message}`)
  process.exit(1)
}

/** The port of the shop; the sandbox takes the next one. */
export function portOf(given: string | undefined): number {
  const port = Number(given || 8787)
  return Number.isInteger(port) && port > 0 && port < 65_535 ? port : fail(`PORT is "${given}"; use a number from 1 to 65534.`)
}
