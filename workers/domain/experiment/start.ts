import { and, count, eq } from "drizzle-orm"
import { z } from "zod"
import { experiments, products } from "#schemas/tables/index.ts"
import { experimentPolicy } from "#seeds/policies/index.ts"
import type { Ctx } from "#workers/context.ts"
import { conflict } from "#workers/errors.ts"
import { LostRace, mentions } from "#workers/lib/db.ts"
import { operation } from "#workers/operation.ts"
import { loadProduct } from "#workers/domain/listing/index.ts"
import { draftFirst, firstKey } from "./create.ts"
import { controlHashOf, loadExperiment } from "./load.ts"

/** Begins to show an experiment. One runs on a product at a time; what is on the shelf must still be what it was prepared against. */
export const startExperiment = operation({
  name: "experiment.start",
  about: "Begins to show an experiment to visitors.",
  scope: "write",
  approval: "none",
  decision: "experiment.start",
  input: z.strictObject({ id: z.string().max(60) }),
  output: z.strictObject({ id: z.string(), key: z.string() }),
})(async (ctx, { id }) => {
  const row = await loadExperiment(ctx, id)
  if (row.status !== "draft") throw conflict(`${row.key} is ${row.status}; an experiment is started once.`)
  const product = await loadProduct(ctx, row.productId)
  if ((await controlHashOf(product)) !== row.controlHash)
    throw conflict(`What is on the shelf has changed since ${row.key} was prepared; prepare another one.`)
  const [running] = await ctx.db.select({ n: count() }).from(experiments).where(eq(experiments.status, "running"))
  if ((running?.n ?? 0) >= experimentPolicy.mostRunning)
    throw conflict(`${experimentPolicy.mostRunning} experiments run already; end one first.`)
  try {
    await ctx.commit({
      transition: ctx.db
        .update(experiments)
        .set({ status: "running", startedAt: ctx.now(), updatedAt: ctx.now() })
        .where(and(eq(experiments.id, id), eq(experiments.status, "draft"))),
      audit: { operation: "experiment.start", subject: id, detail: { key: row.key, productId: row.productId } },
    })
  } catch (error) {
    if (error instanceof LostRace) throw conflict(`${row.key} was started by somebody else.`)
    if (mentions(error, "UNIQUE")) throw conflict(`Another experiment runs on ${product.slug}; two at once could not be told apart.`)
    throw error
  }
  return { id, key: row.key }
})

/**
 * The first paid order opens A/B-001 on the good that was sold first. Safe to be called for every order and twice for the same:
 * the key is unique, and one that was prepared but not started (somebody stopped in between) is started by the next call.
 */
export const openFirst = operation({
  name: "experiment.open_first",
  about: "Opens experiment A/B-001 with the good that was sold first.",
  scope: "write",
  approval: "none",
  decision: "experiment.start",
  input: z.strictObject({ productIds: z.array(z.string().max(60)).max(50) }),
  output: z.strictObject({ opened: z.string().nullable() }),
})(async (ctx, { productIds }) => {
  const known = await waiting(ctx)
  if (known && known.status !== "draft") return { opened: null }
  const id = known?.id ?? (await prepare(ctx, productIds))
  if (!id) return { opened: null }
  return { opened: (await startExperiment(ctx, { id })).key }
})

async function waiting(ctx: Ctx) {
  const [row] = await ctx.db
    .select({ id: experiments.id, status: experiments.status })
    .from(experiments)
    .where(eq(experiments.key, firstKey))
  return row
}

async function prepare(ctx: Ctx, productIds: string[]): Promise<string | null> {
  for (const productId of productIds) {
    const [live] = await ctx.db
      .select({ id: products.id })
      .from(products)
      .where(and(eq(products.id, productId), eq(products.live, true)))
    const id = live ? await draftFirst(ctx, productId) : null
    if (id) return id
  }
  return null
}
