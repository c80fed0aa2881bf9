import { canonical } from "#workers/lib/hash.ts"

export type Difference = { path: string; logged: string; again: string }

const most = 20
const shown = (value: unknown): string => (value === undefined ? "nothing" : canonical(value)).slice(0, 300)
const isTree = (value: unknown): value is object => value !== null && typeof value === "object"

/** Where two JSON values differ, leaf by leaf, as far as anybody reads. */
export function differences(logged: unknown, again: unknown, path = ""): Difference[] {
  if (!isTree(logged) || !isTree(again) || Array.isArray(logged) !== Array.isArray(again))
    return shown(logged) === shown(again) && canonical(logged) === canonical(again)
      ? []
      : [{ path: path || "/", logged: shown(logged), again: shown(again) }]
  const [before, after] = [new Map<string, unknown>(Object.entries(logged)), new Map<string, unknown>(Object.entries(again))]
  const fields = [...new Set([...before.keys(), ...after.keys()])].toSorted()
  return fields.flatMap((field) => differences(before.get(field), after.get(field), `${path}/${field}`)).slice(0, most)
}
