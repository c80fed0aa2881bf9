import { env } from "cloudflare:workers"
import { expect, test } from "vitest"
import { loadStaticVectors } from "#workers/adapters/models/static-vectors/index.ts"
import { EmbedderAway, WrongVectors, type Embedder } from "#workers/adapters/models/embed.ts"
import { embeddedSearch } from "./embedded.ts"
import { openSearch } from "./index.ts"
import { matchExpression, type IndexedPassage } from "./search.ts"
import { vectorizeVectors } from "./vectorize.ts"

const { DB, ASSETS, VECTORIZE } = env as { DB: D1Database; ASSETS: Fetcher; VECTORIZE: Vectorize }
const embedder = () => loadStaticVectors(ASSETS)
const search = embeddedSearch(DB, embedder)
const passage = (source: string, id: string, title: string, text: string): IndexedPassage => ({
  id,
  source,
  title,
  text,
  licence: "own",
  url: `/${id}`,
})
const desk = (source: string) => [
  passage(source, "refunds", "Can I get my money back?", "Within 30 days we refund the full price to the card that you paid with."),
  passage(source, "printing", "How do I print the pages?", "Choose A4 or Letter and print at 100 percent, without fitting."),
  passage(source, "zip", "How do I open the ZIP file?", "Right-click it and choose Extract all; on a Mac a double click is enough."),
]
const idsOf = (found: { id: string }[]) => found.map(({ id }) => id)

test("a question finds the passage that means the same, with what an answer needs to cite it", async () => {
  await search.index("t1", desk("t1"))
  const [first] = await search.find("I want a reimbursement of my purchase", { limit: 2, sources: ["t1"] })
  expect(first).toMatchObject({ id: "refunds", source: "t1", title: "Can I get my money back?", url: "/refunds", licence: "own" })
  expect(first?.similarity).toBeGreaterThan(0.1)
  expect(idsOf(await search.find("unpack a compressed archive", { limit: 1, sources: ["t1"] }))).toEqual(["zip"])
})

test("indexing a source again replaces it, words and vectors; another source keeps its passages of the same id", async () => {
  await search.index("t2:a", desk("t2:a"))
  await search.index("t2:b", desk("t2:b"))
  await search.index("t2:a", [passage("t2:a", "zip", "Archives", "Unpack them with any tool that you like.")])
  const found = await search.find("money back refund", { limit: 10, sources: ["t2:"] })
  expect(found.filter(({ source }) => source === "t2:a").map(({ title }) => title)).toEqual(["Archives"])
  expect(found[0]).toMatchObject({ source: "t2:b", id: "refunds" })
})

test("a prefix means itself, also with signs that SQL would read otherwise", async () => {
  await search.index("t3_x", desk("t3_x"))
  await search.index("t3yx", desk("t3yx"))
  expect(new Set((await search.find("print", { limit: 9, sources: ["t3_"] })).map(({ source }) => source))).toEqual(new Set(["t3_x"]))
  expect(await search.find("print", { limit: 9, sources: ["t3%"] })).toEqual([])
  expect(await search.find("print", { limit: 9, sources: [] })).toEqual([])
  expect(await search.find("…", { limit: 9, sources: ["t3_"] })).toEqual([])
})

test("the same text is shown once, however many products have it", async () => {
  for (const n of [1, 2, 3]) await search.index(`t4:${n}`, [passage(`t4:${n}`, `faq${n}`, `Planner ${n}`, "Print it at 100 percent.")])
  expect(await search.find("print percent", { limit: 5, sources: ["t4:"] })).toHaveLength(1)
})

test("an embedder that gives a wrong dimension leaves the old passages and nothing of the new ones", async () => {
  await search.index("t5", desk("t5"))
  const broken: Embedder = { model: "broken", dimension: 256, embed: async (texts) => texts.map(() => new Float32Array(3)) }
  const call = embeddedSearch(DB, async () => broken).index("t5", [passage("t5", "new", "New", "Something else entirely.")])
  await expect(call).rejects.toThrow(WrongVectors)
  expect(idsOf(await search.find("print pages", { limit: 1, sources: ["t5"] }))).toEqual(["printing"])
  expect(await DB.prepare("SELECT count(*) AS n FROM passages WHERE source = 't5'").first("n")).toBe(3)
})

test("what another model embedded is found by its words, and by its meaning after it was renewed", async () => {
  const other: Embedder = { model: "other", dimension: 4, embed: async (texts) => texts.map(() => Float32Array.of(1, 0, 0, 0)) }
  await embeddedSearch(DB, async () => other).index("t6", desk("t6"))
  expect((await search.find("refund", { limit: 1, sources: ["t6"] }))[0]).toMatchObject({ id: "refunds", similarity: null })
  expect((await search.renew(5000)).left).toBe(0)
  expect((await search.find("reimbursement", { limit: 1, sources: ["t6"] }))[0]).toMatchObject({
    id: "refunds",
    similarity: expect.any(Number),
  })
  expect((await search.renew(5000)).renewed).toBe(0)
})

test("five hundred passages are indexed in one go and read back by the row", async () => {
  const many = Array.from({ length: 500 }, (_, n) => passage("t7", `n${n}`, `Lesson ${n}`, `Number ${n} of a long course about sourdough.`))
  await search.index("t7", many)
  expect(idsOf(await search.find("lesson 321", { limit: 1, sources: ["t7"] }))).toEqual(["n321"])
})

test("without the service Vectorize, D1 compares the vectors itself", async () => {
  const chosen = openSearch({ SEARCH: "vectorize" }, { DB, VECTORIZE }, embedder)
  await chosen.index("t8", desk("t8"))
  expect([chosen.name, chosen.mode]).toEqual(["d1+vectorize", "live"])
  expect((await chosen.find("reimbursement of my purchase", { limit: 1, sources: ["t8"] }))[0]).toMatchObject({ id: "refunds" })
})

/** Vectorize as far as the adapter uses it, with its limits: what exceeds them is refused as the service refuses it. */
function fakeVectorize() {
  const rows = new Map<string, VectorizeVector>()
  const state = { down: false }
  const answer = () => {
    if (state.down) throw new Error("VECTORIZE_INTERNAL_ERROR")
    return { mutationId: "m" }
  }
  const short = (text: unknown) => String(text).slice(0, 64)
  const binding: Pick<Vectorize, "upsert" | "query" | "deleteByIds"> = {
    async upsert(vectors) {
      const bad = vectors.find(
        ({ id, namespace = "", metadata }) => id.length > 64 || namespace.length > 64 || JSON.stringify(metadata).length > 10_240,
      )
      if (vectors.length > 1000 || bad) throw new Error("VECTOR_UPSERT_ERROR")
      const done = answer()
      for (const vector of vectors) rows.set(vector.id, vector)
      return done
    },
    async deleteByIds(ids) {
      const done = answer()
      for (const id of ids) rows.delete(id)
      return done
    },
    async query(vector, options = {}) {
      answer()
      const { topK = 5, namespace, returnMetadata, filter } = options
      if (topK > (returnMetadata === "all" ? 20 : 100)) throw new Error("VECTOR_QUERY_ERROR: topK")
      const range = Object(filter?.["source"] ?? { $gte: "", $lt: "\uffff" })
      const matches = [...rows.values()]
        .filter(
          (row) =>
            row.namespace === namespace && short(row.metadata?.["source"]) >= range.$gte && short(row.metadata?.["source"]) < range.$lt,
        )
        .map(({ id, values }) => ({ id, score: Array.from(values).reduce((sum, value, at) => sum + value * Number(vector[at]), 0) }))
        .toSorted((one, other) => other.score - one.score)
        .slice(0, topK)
      return { count: matches.length, matches }
    },
  }
  return { rows, state, service: vectorizeVectors(binding) }
}

test("with Vectorize the vectors follow the passages, and one that was replaced is never cited", async () => {
  const { rows, service } = fakeVectorize()
  const served = embeddedSearch(DB, embedder, { vectors: service })
  const source = `t9:https://page.example/${"a-long-way/".repeat(9)}`
  await served.index(source, desk(source))
  expect([...rows.values()].map(({ metadata }) => metadata?.["source"])).toEqual([source, source, source])
  expect(idsOf(await served.find("reimbursement of a purchase", { limit: 1, sources: [source] }))).toEqual(["refunds"])
  expect(idsOf(await served.find("reimbursement of a purchase", { limit: 1, sources: [`${source}other`] }))).toEqual([])
  const [stale] = rows.values()
  await served.index(source, desk(source).slice(1))
  expect(rows.size).toBe(2)
  if (stale) rows.set(stale.id, stale)
  expect(idsOf(await served.find("reimbursement of a purchase", { limit: 9, sources: [source] }))).not.toContain("refunds")
})

test("while Vectorize is down nothing is lost: D1 answers, and the next run brings over what is new and drops what is gone", async () => {
  const { rows, state, service } = fakeVectorize()
  const served = embeddedSearch(DB, embedder, { vectors: service })
  await served.index("t10", desk("t10"))
  state.down = true
  await served.index("t10", [
    ...desk("t10").slice(1),
    passage("t10", "gift", "Can I give it to a friend?", "Yes, a present may be passed on once."),
  ])
  expect(idsOf(await served.find("passing a present to a relative", { limit: 1, sources: ["t10"] }))).toEqual(["gift"])
  expect((await served.renew(5000)).stopped).toContain("VECTORIZE_INTERNAL_ERROR")
  state.down = false
  expect(idsOf(await served.find("passing a present to a relative", { limit: 1, sources: ["t10"] }))).toEqual(["gift"])
  expect(await served.renew(100_000)).toMatchObject({ left: 0, stopped: null, served: expect.any(Number) })
  const own = [...rows.values()].filter(({ metadata }) => metadata?.["source"] === "t10")
  expect(own).toHaveLength(3)
  expect(await DB.prepare("SELECT count(*) AS n FROM stale_vectors").first("n")).toBe(0)
  expect(idsOf(await served.find("passing a present to a relative", { limit: 1, sources: ["t10"] }))).toEqual(["gift"])
})

test("a hosted embedder that is away leaves its part to the spare; each part is asked in its own model, and comes back by the next run", async () => {
  let away = true
  const own = await embedder()
  const hosted: Embedder = {
    model: "hosted:test",
    dimension: own.dimension,
    spare: own,
    embed: async (texts) => {
      if (away) throw new EmbedderAway("no money left")
      return (await own.embed(texts)).map((vector) => vector.toReversed())
    },
  }
  const mixed = embeddedSearch(DB, async () => hosted)
  const models = async () =>
    (
      await DB.prepare("SELECT DISTINCT model FROM passages WHERE source GLOB 't11:*' ORDER BY source").all<{ model: string }>()
    ).results.map(({ model }) => model)
  await mixed.index("t11:a", desk("t11:a"))
  expect(await models()).toEqual([own.model])
  away = false
  await mixed.index("t11:b", [passage("t11:b", "tea", "Brewing", "Pour hot water over the leaves and wait.")])
  expect(await models()).toEqual([own.model, "hosted:test"])
  const first = async (question: string) => (await mixed.find(question, { limit: 1, sources: ["t11:"] }))[0]
  expect(await first("reimbursement of my purchase")).toMatchObject({ id: "refunds", similarity: expect.any(Number) })
  expect(await first("preparing an infusion, a beverage")).toMatchObject({ id: "tea", similarity: expect.any(Number) })
  away = true
  expect(await first("reimbursement of my purchase")).toMatchObject({ id: "refunds" })
  expect(await mixed.renew(100_000)).toMatchObject({ renewed: 0, stopped: expect.stringContaining("no money left") })
  expect(await models()).toEqual([own.model, "hosted:test"])
  away = false
  expect(await mixed.renew(100_000)).toMatchObject({ left: 0, stopped: null })
  expect(await models()).toEqual(["hosted:test"])
  await search.renew(100_000)
})

test("time and hash of the page that a passage was read from come back with it", async () => {
  const fetchedAt = new Date("2026-11-20T10:00:00Z")
  const sha256 = "ab".repeat(32)
  await search.index("t12", [{ ...passage("t12", "one", "Kneading", "Fold the dough four times."), fetchedAt, sha256 }])
  expect((await search.find("kneading dough", { limit: 1, sources: ["t12"] }))[0]).toMatchObject({ fetchedAt, sha256 })
})

test("nothing of the full text syntax gets through a question", () => {
  expect(matchExpression('title:"x" OR NEAR(a b) -refund*', "OR")).toBe('"title"* OR "near"* OR "refund"*')
  expect(matchExpression("the of", "OR")).toBeNull()
  expect(matchExpression("meal diary", "AND", (word) => (word === "diary" ? ["planner"] : []))).toBe('"meal"* AND ("diary"* OR "planner"*)')
})
