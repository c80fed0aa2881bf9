import { eq } from "drizzle-orm"
import { expect, test } from "vitest"
import { drafts, listings } from "#schemas/tables/index.ts"
import { testCtx } from "#workers/test/ctx.ts"
import { make } from "#workers/test/make.ts"
import { listing } from "./index.ts"

const ctx = testCtx()

test("a draft goes live on Amazon; one that Amazon does not allow fails there alone, with the reason", async () => {
  const { productId, draftId } = await make.draft(ctx)
  expect(await listing.push(ctx, { productId, draftId, channel: "amazon" })).toMatchObject({ ok: true, status: "live", problems: [] })

  const gated = await make.draft(ctx)
  const [draft] = await ctx.db.select().from(drafts).where(eq(drafts.id, gated.draftId))
  const variants = (draft?.variants ?? []).map((one) => ({ ...one, copy: { ...one.copy, title: "Disney planner for busy parents" } }))
  await ctx.db.update(drafts).set({ variants }).where(eq(drafts.id, gated.draftId))
  const asked = { productId: gated.productId, draftId: gated.draftId }
  expect(await listing.push(ctx, { ...asked, channel: "amazon" })).toMatchObject({
    ok: false,
    status: "failed",
    problems: [{ field: "eligibility", message: expect.stringMatching(/not eligible on Amazon.*Ask for approval at https/) }],
  })
  expect(await listing.push(ctx, { ...asked, channel: "shopify" })).toMatchObject({ ok: true, status: "live" })
  const rows = await ctx.db.select().from(listings).where(eq(listings.productId, gated.productId))
  expect(rows.map(({ channel, status }) => `${channel} ${status}`).toSorted()).toEqual(["amazon failed", "shopify live"])
})
