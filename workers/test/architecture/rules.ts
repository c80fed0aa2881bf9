import { batchWriters, defaultExports, free, layers, mostLines, neighbours, nouns, tableReaders } from "./layers.ts"
import { isTest, type Import, type Source } from "./tree.ts"

export type Rule = (tree: Source[]) => string[]

const areaOf = (path: string) => {
  const [first = "", second = ""] = path.split("/")
  return first === "workers" ? `workers/${second}` : first
}
const inFree = (path: string) => free.includes(areaOf(path)) || path.startsWith("site/e2e/") || isTest(path)
const nounOf = (path: string) => /^workers\/domain\/([^/]+)\//.exec(path)?.[1]
const each = (tree: Source[], look: (file: Source, one: Import) => string | null): string[] =>
  tree.flatMap((file) => file.imports.flatMap((one) => look(file, one) ?? []))

/** schemas ◄ lib ◄ forge·adapters ◄ context·operation … ◄ domain ◄ agents·pipelines ◄ api·events·jobs ◄ index. */
export const oneDirection: Rule = (tree) =>
  each(tree, ({ path }, { to }) => {
    const [from, into] = [areaOf(path), areaOf(to)]
    const [mine, theirs] = [layers[from], layers[into]]
    if (from === into || inFree(path) || mine === undefined) return null
    if (theirs === undefined)
      return /^(site|workers)\b/.test(into)
        ? `${path} imports ${to}: ${into} stands outside the arrow; move what both need into schemas or lib.`
        : null
    if (theirs < mine || neighbours.some(([left, right]) => left === from && right === into)) return null
    return theirs === mine
      ? `${path} imports ${to}: ${from} and ${into} do not know each other; move the shared part to the left, or reach it by name through ctx.`
      : `${path} imports ${to}: imports point to the left only, and ${into} stands right of ${from}; move the code, or pass it in.`
  })

/** The site sees schemas and seeds, and the Worker only as types; the sandbox sees schemas, lib and the ports' types. */
export const outsiders: Rule = (tree) =>
  each(tree, ({ path }, { to, typeOnly }) => {
    if (inFree(path) || !to.startsWith("workers/")) return null
    if (path.startsWith("site/") && !typeOnly)
      return `${path} imports ${to}: pages call operations through Astro.locals.shop; only \`import type\` from workers/.`
    // A stand-in for a model needs something that can answer: the composer plays the vendor's brain.
    if (path.startsWith("workers/sandbox/models/") && to === "workers/adapters/models/embedded/index.ts") return null
    if (path.startsWith("workers/sandbox/") && !/^workers\/(sandbox|lib)\//.test(to) && !(typeOnly && to.startsWith("workers/adapters/")))
      return `${path} imports ${to}: the sandbox plays vendors and never shares code with the shop; use schemas, lib, or its own files.`
    return null
  })

/** `./x.ts` in the own folder, `#area/x.ts` for the rest; a page may climb inside the site, for its depth is its address. */
export const noClimbing: Rule = (tree) =>
  each(tree, ({ path }, { spec, to }) => {
    const stays = path.startsWith("site/") && to.startsWith("site/")
    if (spec.startsWith("../..") && !stays) return `${path} imports "${spec}": write it as "#${to}".`
    return /^[.#]/.test(spec) && !/\.(ts|mjs|astro|json|css|wasm|yaml|md)(\?raw)?$/.test(spec)
      ? `${path} imports "${spec}": write the ending, ".ts".`
      : null
  })

/** Nouns call the nouns before them, and only through their index or their pure rules. */
export const nounOrder: Rule = (tree) =>
  each(tree, ({ path }, { to }) => {
    const [mine, theirs] = [nounOf(path), nounOf(to)]
    if (!mine || !theirs || mine === theirs || isTest(path)) return null
    for (const noun of [mine, theirs])
      if (!nouns.includes(noun))
        return `The noun ${noun} has no place in workers/test/architecture/layers.ts; put it behind those it calls.`
    if (nouns.indexOf(theirs) > nouns.indexOf(mine))
      return `${path} imports ${to}: ${mine} stands before ${theirs}; let ${theirs} call ${mine}, or move the verb.`
    return /\/(index|rules|rules\/[^/]+)\.ts$/.test(to) ? null : `${path} imports ${to}: enter ${theirs} by its index.ts or its rules.`
  })

/** Only domain knows tables; three files of the platform know the few that are theirs. */
export const tablesInDomain: Rule = (tree) =>
  each(tree, ({ path, text }, { to }) => {
    if (!to.startsWith("schemas/tables/") || /^(schemas\/tables|workers\/domain)\//.test(path) || inFree(path)) return null
    const allowed = tableReaders[path]
    if (!allowed) return `${path} imports ${to}: only workers/domain knows tables; write a verb there and call it.`
    const named =
      /\{([^}]*)\}\s*from\s*"[^"]*schemas\/tables/
        .exec(text)?.[1]
        ?.split(",")
        .map((name) => name.trim()) ?? []
    const extra = named.filter((name) => name && !allowed.includes(name))
    return extra.length > 0 ? `${path} takes ${extra.join(", ")} from ${to}: it may know ${allowed.join(", ")} only.` : null
  })

/** Writes go through commit: a batch elsewhere may only read. The full-text index is the search adapter's own table. */
export const oneBatch: Rule = (tree) =>
  tree.flatMap(({ path, text }) => {
    if (inFree(path) || batchWriters.includes(path)) return []
    return Array.from(text.matchAll(/\.batch\(\[([\s\S]*?)\n\s*\]\)|\.batch\((?!\[)/g))
      .filter(([, body]) => body === undefined || /\.(insert|update|delete)\(/.test(body))
      .map(() => `${path} writes by batch: use ctx.commit, which adds the audit row and the events.`)
  })

/** No file reaches itself through its imports (types do not count: they are gone at run time). */
export const noCycles: Rule = (tree) => {
  const graph = new Map(tree.map(({ path, imports }) => [path, imports.filter(({ typeOnly }) => !typeOnly).map(({ to }) => to)]))
  const state = new Map<string, "open" | "done">()
  const found: string[] = []
  const visit = (path: string, trail: string[]) => {
    if (state.get(path) === "done" || !graph.has(path)) return
    if (state.get(path) === "open") {
      found.push(`A cycle: ${[...trail.slice(trail.indexOf(path)), path].join(" → ")}; move what both need to a third file.`)
      return
    }
    state.set(path, "open")
    for (const next of graph.get(path) ?? []) visit(next, [...trail, path])
    state.set(path, "done")
  }
  for (const path of graph.keys()) visit(path, [])
  return found
}

export const shortFiles: Rule = (tree) =>
  tree
    .filter(({ lines }) => lines > mostLines)
    .map(({ path, lines }) => `${path} has ${lines} lines; at ${mostLines} a file has two subjects: split it.`)

/** Comments and strings are blanked, so that words in them are not taken for code. */
const codeOf = (text: string) => text.replaceAll(/"(?:[^"\\\n]|\\.)*"|\/\*[\s\S]*?\*\/|\/\/.*$|`(?:[^`\\]|\\.)*`/gm, '""')

export const noAny: Rule = (tree) =>
  tree
    .filter(({ path, text }) => /\.(ts|astro)$/.test(path) && /(:|\bas|<)\s*any\b(?![(:])/.test(codeOf(text)))
    .map(({ path }) => `${path} says any: say unknown and parse it, or name the type.`)

export const namedExports: Rule = (tree) =>
  tree
    .filter(({ path, text }) => path.endsWith(".ts") && /^export default\b/m.test(text) && !defaultExports.includes(path))
    .map(({ path }) => `${path} has a default export: name it; only the platform's entry points have defaults.`)

export const names: Rule = (tree) =>
  tree
    .filter(({ path }) => {
      const parts = path.split("/")
      const file = parts.at(-1) ?? ""
      const component = file.endsWith(".astro") && !path.startsWith("site/src/pages/")
      const plain = component ? /^[A-Z][A-Za-z0-9]*\.astro$/ : /^(\[[a-z]+\]|[a-z0-9]+(-[a-z0-9]+)*)(\.[a-z-]+)*\.(ts|mjs|astro)$/
      return !plain.test(file) || parts.slice(0, -1).some((folder) => !/^(\[[a-z]+\]|\.?[a-z0-9]+(-[a-z0-9]+)*)$/.test(folder))
    })
    .map(({ path }) => `${path}: files and folders are kebab-case, components PascalCase.`)

const unfinished = new RegExp(`\\b(${["TO", "FIX"].map((word, n) => word + (n === 0 ? "DO" : "ME")).join("|")}|X{3})\\b`)
export const nothingUnfinished: Rule = (tree) =>
  tree.flatMap(({ path, text }) =>
    text.split("\n").flatMap((line, n) => (unfinished.test(line) ? `${path}:${n + 1} leaves work behind: do it, or file it.` : [])),
  )

/** Every rule by the sentence that it holds. */
export const rules: Record<string, Rule> = {
  "imports point one way": oneDirection,
  "the site and the sandbox do not share code with the Worker": outsiders,
  "imports do not climb and have their endings": noClimbing,
  "nouns know only the nouns before them": nounOrder,
  "only domain knows tables": tablesInDomain,
  "only commit writes in batches": oneBatch,
  "there are no import cycles": noCycles,
  "no file is longer than 300 lines": shortFiles,
  "nothing is any": noAny,
  "exports have names": namedExports,
  "files are named in one way": names,
  "nothing is left for later": nothingUnfinished,
}
