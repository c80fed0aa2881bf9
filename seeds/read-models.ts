import { isNode, LineCounter, parseDocument } from "yaml"
import { ModelRegistry } from "#schemas/models.ts"

/** The registry cannot be used; every wrong entry is named with its line. */
export class BadModels extends Error {
  override name = "BadModels"
}

/** Reads a registry in YAML. Throws `BadModels` with one `line N: path: what is wrong` for each wrong entry. */
export function readModels(source: string): ModelRegistry {
  const lines = new LineCounter()
  const document = parseDocument(source, { lineCounter: lines })
  const at = (offset: number) => lines.linePos(offset).line
  if (document.errors.length > 0)
    throw new BadModels(document.errors.map(({ pos, message }) => `line ${at(pos[0])}: ${message}`).join("\n"))
  const parsed = ModelRegistry.safeParse(document.toJS())
  if (parsed.success) return parsed.data
  const lineOf = (path: PropertyKey[]): number => {
    // A missing entry has no line of its own; the one that should hold it has.
    for (let length = path.length; length > 0; length--) {
      const node = document.getIn(path.slice(0, length), true)
      if (isNode(node) && node.range) return at(node.range[0])
    }
    return 1
  }
  const wrong = parsed.error.issues.map((issue) => {
    const path = issue.code === "unrecognized_keys" ? [...issue.path, issue.keys[0] ?? ""] : issue.path
    return `line ${lineOf(path)}: ${path.join(".")}: ${issue.message}`
  })
  throw new BadModels(`seeds/models.yaml\n${wrong.join("\n")}`)
}
