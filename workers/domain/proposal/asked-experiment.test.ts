import { eq } from "drizzle-orm"
import { expect, test } from "vitest"
import { drafts, experiments, products } from "#schemas/tables/index.ts"
import { clock, testCtx } from "#workers/test/ctx.ts"
import { make } from "#workers/test/make.ts"
import { proposal } from "./index.ts"

const time = clock("2027-07-05T09:00:00Z")
const ctx = testCtx({ now: time.now })

test("the title that is voted on is the one that the experiment shows, however many the draft has", async () => {
  const { productId, draftId } = await make.liveProduct(ctx)
  const [row] = await ctx.db.select().from(drafts).where(eq(drafts.id, draftId))
  const [a, b] = row?.variants ?? []
  if (!a || !b) throw new Error("The draft has too few variants.")
  const like = (key: "B" | "C" | "D", title: string, overall: number, pass: boolean) => ({
    key,
    copy: { ...b.copy, title },
    scorecard: { ...b.scorecard, overall, pass },
  })
  const variants = [
    a,
    like("B", "Invoices that are fair", 3.1, true),
    like("C", "Invoices on time", 4.9, true),
    like("D", "Refused", 5, false),
  ]
  await ctx.db.update(drafts).set({ variants }).where(eq(drafts.id, draftId))
  const metrics = { views: 80, orders: 1, revenue: 900, refunds: 0, measuredAt: time.now().toISOString() }
  await ctx.db.update(products).set({ metrics }).where(eq(products.id, productId))
  const { filed } = await proposal.draft(ctx, { productId })
  const { proposal: asked } = await proposal.view(ctx, { id: filed[0] ?? "" })
  expect(asked).toMatchObject({ kind: "experiment", diff: [{ to: "Invoices on time" }] })
  await proposal.decide(ctx, { id: asked.id, diffHash: asked.diffHash, decision: "approve", reason: "Try it." })
  await proposal.apply(ctx, { id: asked.id })
  const [tried] = await ctx.db.select().from(experiments).where(eq(experiments.productId, productId))
  expect(tried?.arms[1]?.copy).toEqual({ title: asked.diff[0]?.to })
})
