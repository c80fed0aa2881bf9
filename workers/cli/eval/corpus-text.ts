import { readFileSync, readdirSync } from "node:fs"
import { inRoot } from "../paths.ts"

/** Every longer sentence of seeds/knowledge, in the order of the files. */
export const topicsText = (): string[] =>
  readdirSync(inRoot("seeds/knowledge"))
    .filter((name) => name.endsWith(".json"))
    .toSorted()
    .flatMap((name) => readFileSync(inRoot(`seeds/knowledge/${name}`), "utf8").match(/(?<=")[^"\\]{30,300}(?=")/g) ?? [])
