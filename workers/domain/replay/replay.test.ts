import { eq } from "drizzle-orm"
import { expect, test } from "vitest"
import type { Heard } from "#schemas/tables/index.ts"
import { decisionLinks, decisions, drafts } from "#schemas/tables/index.ts"
import { screenPolicy } from "#seeds/policies/index.ts"
import { inside } from "#workers/context.ts"
import { brief } from "#workers/domain/brief/index.ts"
import { consult, decideBy, decision, recall } from "#workers/domain/decision/index.ts"
import { draft } from "#workers/domain/draft/index.ts"
import { priceRule } from "#workers/domain/draft/rules/index.ts"
import { knitting } from "#workers/domain/idea/rules/fixtures.ts"
import { idea } from "#workers/domain/idea/index.ts"
import { listing } from "#workers/domain/listing/index.ts"
import type { Kit } from "#workers/forge/forge.ts"
import { redactDeep } from "#workers/lib/safe/pii/index.ts"
import { bindings, codeOf, actors, shopFetch, testCtx } from "#workers/test/ctx.ts"
import { make } from "#workers/test/make.ts"
import { SANDBOX_URL } from "#workers/test/sandbox.ts"
import { replay, why } from "./index.ts"

// A day of its own, long after every other test's.
const day = "2041-05-04"
let minute = 0
const now = () => new Date(Date.parse(`${day}T06:00:00Z`) + minute++ * 1000)
const env = { ...bindings, SANDBOX_URL, OPENAI_BASE_URL: `${SANDBOX_URL}/openai/v1` } as typeof bindings
const reader = testCtx({ actor: actors.reader })
const again = (run: string) => replay.run(reader, { run })

/** A product from a source to the shelf, as the pipeline makes it, with words by a played model. */
async function madeToday() {
  const jobId = reader.id("job")
  const ctx = testCtx({ env, now, actor: inside("pipeline", jobId) })
  const real = await ctx.kit()
  const kit: Kit = { ...real, png: async (svg, width) => make.png(`${width} ${svg.length}`) }
  Object.assign(ctx, { kit: async () => kit })
  const text = knitting.replaceAll("Socks", `Socks ${jobId.slice(-5)}`)
  await idea.ingest(ctx, { name: "awesome-knitting.md", text, url: "https://knit.example/list" })
  const taken = await idea.take(ctx, {})
  if (!taken) throw new Error("No idea was waiting.")
  const [productId, draftId] = [ctx.id("product"), ctx.id("draft")]
  const request = { ...taken.request, kind: "prompt-pack" as const }
  const made = await brief.synthesize(ctx, { productId, request, ideaId: taken.id })
  const content = await draft.compose(ctx, { productId, brief: made.brief })
  const { facts } = await draft.forge(ctx, { productId, draftId, ...content })
  const said = { productId, draftId, jobId, brief: made.brief, content: content.content, facts, composer: content.composer }
  await draft.describe(ctx, { ...said, round: 1 })
  const { action } = await draft.gate(ctx, { draftId })
  await ctx.db.update(drafts).set({ status: "approved" }).where(eq(drafts.id, draftId))
  await listing.push(ctx, { productId, draftId, channel: "storefront" })
  return { productId, draftId, jobId, ideaId: taken.id, action, composer: made.composer }
}
const today = madeToday()

test("a day with a model that is played is made again from the log alone, with the same hash", async () => {
  const { jobId, composer } = await today
  expect(composer).toBe("openai:gpt-4o-mini-sandbox")
  const first = await again(day)
  expect(first).toMatchObject({ ok: true, different: [] })
  expect(first.same).toBe(first.decisions)
  expect(first.hash.again).toBe(first.hash.logged)
  expect((await again(day)).hash).toEqual(first.hash)
  const names = ["brief.accept@1", "draft.choose@1", "draft.gate@1", "draft.price@1", "idea.take@1", "listing.publish@1"]
  expect(first.rules.map(({ rule }) => rule)).toEqual(expect.arrayContaining(names))
  expect((await again(jobId)).decisions).toBe(first.decisions)
  expect((await again("2041-05-05")).decisions).toBe(0)
  expect(await codeOf(again("2041-02-30"))).toBe("invalid run")
  expect(await codeOf(replay.run(reader.as(actors.shopper), { run: day }))).toBe("forbidden")
})

/** Changes a row of the log behind its back, looks, and puts it back. */
async function tampered(id: string, change: Partial<typeof decisions.$inferInsert>) {
  const [before] = await reader.db.select().from(decisions).where(eq(decisions.id, id))
  if (!before) throw new Error(`There is no decision ${id}.`)
  await reader.db.update(decisions).set(change).where(eq(decisions.id, id))
  try {
    return await again(day)
  } finally {
    await reader.db.update(decisions).set(before).where(eq(decisions.id, id))
  }
}

test("one byte changed in input, output, heard, reason or link is named with its decision", async () => {
  const { productId } = await today
  await decision.seal(testCtx(), {})
  const rows = await reader.db.select().from(decisions).where(eq(decisions.subject, productId))
  const [price, chosen] = [rows.find(({ rule }) => rule === "draft.price"), rows.find(({ rule }) => rule === "draft.choose")]
  if (!price || !chosen) throw new Error("The product has no price or no words.")
  const flip = <T>(value: T, from: string, to: string): T => JSON.parse(JSON.stringify(value).replace(from, to))
  const broken = { chain: { ok: false, broken: { decisionId: price.id } } }

  const input = await tampered(price.id, { input: flip(price.input, '"floor":300', '"floor":301') })
  expect(input).toMatchObject({ ok: false, ...broken })
  const output = await tampered(price.id, { output: flip(price.output, '"amount":', '"amount":1') })
  expect(output).toMatchObject({ ok: false, ...broken, different: [{ id: price.id, diff: [{ path: "/money/amount" }] }] })
  expect(output.hash.again).not.toBe(output.hash.logged)
  expect(await tampered(price.id, { why: price.why.replace("The", "Tho") })).toMatchObject({ ok: false, ...broken, different: [] })
  expect(await tampered(price.id, { version: 7 })).toMatchObject({
    different: [{ id: price.id, why: 'Rule "draft.price" has no version 7; known: 1.' }],
  })
  const title = /"title":"(.)/.exec(JSON.stringify(chosen.heard))?.[0] ?? ""
  const heard = flip<Heard[]>(chosen.heard, title, `${title.slice(0, -1)}#`)
  expect(await tampered(chosen.id, { heard })).toMatchObject({ ok: false, chain: { broken: { decisionId: chosen.id } } })

  const [link] = await reader.db.select().from(decisionLinks).where(eq(decisionLinks.decisionId, price.id))
  const hash = `${link?.hash.startsWith("0") ? "1" : "0"}${link?.hash.slice(1)}`
  await reader.db.update(decisionLinks).set({ hash }).where(eq(decisionLinks.decisionId, price.id))
  expect(await again(day)).toMatchObject({ ok: false, ...broken })
  await reader.db.update(decisionLinks).set({ hash: link?.hash }).where(eq(decisionLinks.decisionId, price.id))
  expect((await again(day)).ok).toBe(true)
})

test("why is answered with the chain from the shelf back to the source, over HTTP too", async () => {
  const { productId, draftId, ideaId } = await today
  const all = await why(reader, { subject: draftId })
  expect(all.subject).toBe(productId)
  const rules = all.steps.flatMap((step) => (step.decision ? [step.decision.rule] : [step.kind]))
  expect(rules).toEqual(expect.arrayContaining(["draft.gate@1", "draft.choose@1", "draft.price@1", "brief.accept@1", "idea.take@1"]))
  expect(rules[0]).toBe("listing.publish@1")
  expect(rules.slice(-2)).toEqual(["evidence", "source"])
  const price = await why(reader, { subject: productId, field: "price" })
  expect(price.question).toMatch(/^Why is the price of “.+” \$\d+\.\d\d\?$/)
  expect(price.answer).toMatch(/^The price became \d+\.\d\d USD: a prompt-pack sells for 6\.00 to 15\.00; .* rounded to/)
  expect(price.steps[0]?.inputs).toContainEqual({ name: "band", value: "6.00 to 15.00 for a prompt-pack" })
  expect(price.steps.map(({ kind, decision: by }) => by?.rule ?? kind)).toEqual(
    expect.arrayContaining(["draft.price@1", "brief.accept@1", "idea.take@1", "idea", "evidence", "source"]),
  )
  expect(price.steps.at(-1)?.link).toBe("https://knit.example/list")
  expect(price.steps.some((step) => step.decision?.rule === "draft.gate@1")).toBe(false)
  expect((await why(reader, { subject: ideaId })).answer).toMatch(/was taken, with/)
  expect(await codeOf(why(reader, { subject: "prd_nobody" }))).toBe("not_found")
  expect((await shopFetch(`/v1/products/${productId}/why?field=price`)).status).toBe(403)
})

test("what is too large for a row is kept once beside it, and a changed text is not believed", async () => {
  const ctx = testCtx()
  const heard = await consult(ctx, screenPolicy)
  expect(heard.output).toEqual({ file: expect.stringMatching(/^[0-9a-f]{64}$/), bytes: expect.any(Number) })
  expect([heard.said, redactDeep(screenPolicy).value]).toEqual([screenPolicy, screenPolicy])
  expect(await recall(ctx, heard)).toEqual(screenPolicy)
  await expect(recall(ctx, { ...heard, output: { file: "f".repeat(64), bytes: 3 } })).rejects.toThrow("is gone")
  const { file } = heard.output as { file: string }
  await bindings.FILES.put(file, "{}")
  await expect(recall(ctx, heard)).rejects.toThrow("has another hash")
  await bindings.FILES.delete(file)
})

test("many decide while others seal and replay: one chain, and nothing differs", async () => {
  const ctx = testCtx({ now: () => new Date("2042-01-01T10:00:00Z") })
  const rows = await reader.db.select().from(decisions).where(eq(decisions.rule, "draft.price")).limit(1)
  const input = priceRule.input.parse(rows[0]?.input)
  const decide = async (n: number) => {
    const given = { ...input, comparable: [900 + n] }
    const made = decideBy(ctx, priceRule, given, { subject: ctx.id("product"), why: `Call +44 20 7946 0${100 + n} or jane@example.com.` })
    await ctx.commit({ writes: [made.write], audit: { operation: "test.decide", subject: made.id } })
  }
  const busy = Array.from({ length: 40 }, (_, n) => [decide(n), ...(n % 8 === 0 ? [decision.seal(ctx, {}), again("2042-01-01")] : [])])
  for (const report of await Promise.all(busy.flat())) if (report && "same" in report) expect(report.same).toBe(report.decisions)
  await Promise.all([decision.seal(ctx, {}), decision.seal(ctx, {})])
  expect(await again("2042-01-01")).toMatchObject({ ok: true, decisions: 40, unchained: 0 })
  const log = JSON.stringify(await reader.db.select().from(decisions).where(eq(decisions.run, "2042-01-01")))
  expect(log).not.toMatch(/jane@|7946/)
})
