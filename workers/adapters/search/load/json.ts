import { UnreadableDocument } from "./unreadable.ts"

/** Values with the way to them: `items.3.name: Planner`. The members of a list of objects are a block each. */
export function linesOf(text: string): string[] {
  try {
    return blocks(JSON.parse(text), "")
  } catch (error) {
    throw new UnreadableDocument("invalid", `The JSON cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function blocks(value: unknown, path: string): string[] {
  if (Array.isArray(value)) {
    const flat = value.every((item) => typeof item !== "object" || item === null)
    return flat ? [`${path}: ${value.join(", ")}`] : value.flatMap((item, at) => blocks(item, join(path, String(at))))
  }
  if (typeof value !== "object" || value === null) return [`${path}: ${String(value)}`]
  const entries = Object.entries(value)
  const leaves = entries.filter(([, inner]) => typeof inner !== "object" || inner === null)
  const own = leaves.map(([name, inner]) => `${name}: ${String(inner)}`).join("\n")
  const deeper = entries.filter(([, inner]) => typeof inner === "object" && inner !== null)
  return [...(own ? [own] : []), ...deeper.flatMap(([name, inner]) => blocks(inner, join(path, name)))]
}

const join = (path: string, name: string) => (path ? `${path}.${name}` : name)
