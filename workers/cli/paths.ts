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
