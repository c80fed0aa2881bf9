import { existsSync, readFileSync } from "node:fs"
import { gunzipSync } from "node:zlib"
import { parse } from "yaml"

const folder = new URL("../../../shared/contracts/", import.meta.url)

/**
 * Reads a vendor's contract from the folder of contracts beside this checkout. Where it is absent the tests that need it
 * are skipped, and say so. Parsed JSON or YAML of unknown shape: the validators that take it judge it.
 */
export function vendorContract(path: string): { missing: boolean; read: <T>() => T } {
  const file = new URL(path, folder)
  const missing = !existsSync(file)
  if (missing) console.warn(`SKIPPED: the vendor's contract ${path} is not at ${folder.pathname}`)
  const text = () => (path.endsWith(".gz") ? gunzipSync(readFileSync(file)).toString() : readFileSync(file, "utf8"))
  return { missing, read: () => (path.endsWith(".yaml") ? parse(text()) : JSON.parse(text())) }
}

/** The path of a folder of contracts; null where it is absent, said aloud. */
export function contractFolder(path: string): string | null {
  const at = new URL(path, folder)
  if (existsSync(at)) return at.pathname
  console.warn(`SKIPPED: the vendor's contracts ${path} are not at ${folder.pathname}`)
  return null
}

type Node = { nullable?: boolean; type?: unknown; enum?: unknown[]; anyOf?: unknown[]; oneOf?: unknown[] }

/** OpenAPI 3.0 as ajv can read it: `nullable` beside a choice becomes one more choice, and nullable enums get their null. */
export function plainOpenApi<T>(value: T): T {
  if (Array.isArray(value)) value.forEach(plainOpenApi)
  else if (value && typeof value === "object") {
    const node: Node = value
    if (node.nullable && Array.isArray(node.enum) && !node.enum.includes(null)) node.enum.push(null)
    if (node.nullable === true && !node.type) {
      const choice = node.anyOf ?? node.oneOf
      if (Array.isArray(choice)) choice.push({ enum: [null] })
      delete node.nullable
    }
    Object.values(value).forEach(plainOpenApi)
  }
  return value
}
