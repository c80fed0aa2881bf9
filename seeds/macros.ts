import { parse } from "yaml"
import { z } from "zod"
import { Macro } from "#schemas/knowledge.ts"
import source from "./macros.yaml?raw"

/** The support macros of seeds/macros.yaml by id. */
export const macros: ReadonlyMap<string, Macro> = new Map(
  z
    .array(Macro)
    .parse(parse(source))
    .map((macro) => [macro.id, macro]),
)

const placeholder = /\{\{([a-zA-Z]+)\}\}/g

/** The names that a macro needs, each once, in the order in which they first stand in it. */
export function macroInputs(macro: Macro): string[] {
  return [...new Set([...`${macro.subject} ${macro.text}`.matchAll(placeholder)].map((match) => match[1] ?? ""))]
}

/** What could be filled, filled; what could not stays as `{{name}}` for the person who writes, and stands in `missing`. */
export function draftMacro(id: string, values: Record<string, string>): { subject: string; text: string; missing: string[] } {
  const macro = macros.get(id)
  if (!macro) throw new RangeError(`There is no macro "${id}".`)
  const fill = (text: string) => text.replace(placeholder, (hole, name: string) => values[name] || hole)
  const missing = macroInputs(macro).filter((name) => !values[name])
  return { subject: fill(macro.subject), text: fill(macro.text), missing }
}

/** The holes that are left in a text, each once: nothing with a hole is sent. */
export const holesIn = (text: string): string[] => [...new Set([...text.matchAll(placeholder)].map(([, name]) => name ?? ""))]

/** Subject and text with every placeholder filled. Throws a RangeError for an unknown id or a value that is missing or empty. */
export function fillMacro(id: string, values: Record<string, string>): { subject: string; text: string } {
  const macro = macros.get(id)
  if (!macro) throw new RangeError(`There is no macro "${id}".`)
  const missing = macroInputs(macro).filter((name) => !values[name])
  // A letter with a hole in it is worse than none, so nothing is sent half filled.
  if (missing.length > 0) throw new RangeError(`The macro "${id}" lacks ${missing.join(", ")}.`)
  const fill = (text: string) => text.replace(placeholder, (_, name: string) => values[name] ?? "")
  return { subject: fill(macro.subject), text: fill(macro.text) }
}
