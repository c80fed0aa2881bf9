import { eq } from "drizzle-orm"
import { expect, test } from "vitest"
import { decisions, productIdeas, products, proposals } from "#schemas/tables/index.ts"
import { agent } from "#workers/context.ts"
import { idea } from "#workers/domain/idea/index.ts"
import { knitting } from "#workers/domain/idea/rules/fixtures.ts"
import { bindings, testCtx } from "#workers/test/ctx.ts"
import { SANDBOX_URL } from "#workers/test/sandbox.ts"
import { director } from "./index.ts"
import { plan } from "./rules/plan.ts"

const own = testCtx()
const played = testCtx({ env: { ...bindings, SANDBOX_URL, OPENAI_BASE_URL: `${SANDBOX_URL}/openai/v1` } as typeof bindings })
const wake = (ctx: typeof own) => director.wake(ctx.as(agent("cpa")), { cause: { kind: "schedule", about: "every night" } })
const plans = async () =>
  (await own.db.select().from(decisions).where(eq(decisions.subject, "director:cpa"))).filter(({ rule }) => rule === "director.plan")

test("with a model a director hears its advice, which the log keeps, and the rule decides; without one its own policy does", async () => {
  await own.db.update(products).set({ live: false, stage: "withdrawn" })
  await own.db.delete(productIdeas)
  await own.db.delete(proposals).where(eq(proposals.kind, "brief"))
  await idea.ingest(own, { name: "README.md", text: knitting })
  expect(await own.db.$count(productIdeas, eq(productIdeas.status, "new"))).toBeGreaterThan(1)
  const before = (await plans()).length
  const advised = await wake(played)
  expect(advised).toMatchObject({ model: expect.stringMatching(/^openai:/) })
  const [row] = (await plans()).slice(before)
  expect(row).toMatchObject({ agent: "agent:cpa", heard: [{ prompt: "plan", model: advised.model }], input: { director: "cpa" } })
  // What was heard is an input of the rule like the goals, so the same plan follows from the log alone.
  const input = plan.input.parse(row?.input)
  expect(input.advice?.length).toBeGreaterThan(0)
  expect(plan.decide(input)).toEqual(row?.output)
  expect(input.candidates.map(({ key }) => key)).toEqual(expect.arrayContaining(input.advice ?? []))

  await own.db.delete(proposals).where(eq(proposals.kind, "brief"))
  const alone = await wake(own)
  expect(alone.model).toBeNull()
  const last = (await plans()).at(-1)
  expect(last).toMatchObject({ heard: [], input: { advice: null } })
  await own.db.delete(productIdeas)
})
