import { eq } from "drizzle-orm"
import { z } from "zod"
import { orders, releases } from "#schemas/tables/index.ts"
import { conflict, notFound } from "#workers/errors.ts"
import { mentions } from "#workers/lib/db.ts"
import { canonical, sha256 } from "#workers/lib/hash.ts"
import { operation } from "#workers/operation.ts"
import { manifestOf } from "./manifest.ts"

/** The first release; only a paid order makes it. */
export const firstVersion = "v1.0"

/** Freezes release v1.0 with the first paid order. Whoever comes second, even at the same moment, finds it frozen and changes nothing. */
export const freezeRelease = operation({
  name: "release.freeze",
  about: "Freezes release v1.0: what the shop was made of when it first sold something.",
  scope: "write",
  approval: "policy",
  input: z.strictObject({ orderId: z.string().max(60) }),
  output: z.strictObject({ version: z.string(), frozen: z.boolean().describe("false: it was frozen before") }),
})(async (ctx, { orderId }) => {
  const before = { version: firstVersion, frozen: false }
  const known = ctx.db.select({ version: releases.version }).from(releases).where(eq(releases.version, firstVersion))
  if ((await known).length > 0) return before
  const [order] = await ctx.db.select({ paidAt: orders.paidAt }).from(orders).where(eq(orders.id, orderId))
  if (!order) throw notFound("order", orderId)
  if (!order.paidAt) throw conflict(`Order ${orderId} is not paid; a release is frozen by a paid order.`)
  const manifest = await manifestOf(ctx)
  const hash = await sha256(canonical(manifest))
  try {
    await ctx.commit({
      writes: [ctx.db.insert(releases).values({ version: firstVersion, hash, manifest, orderId, frozenAt: ctx.now() })],
      audit: { operation: "release.freeze", subject: orderId, detail: { version: firstVersion, hash } },
    })
  } catch (error) {
    if (mentions(error, "UNIQUE")) return before
    throw error
  }
  return { version: firstVersion, frozen: true }
})
