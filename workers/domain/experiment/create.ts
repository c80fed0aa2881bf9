import { eq, sql } from "drizzle-orm"
import { z } from "zod"
import { ExperimentKind, ExperimentMode } from "#schemas/experiment.ts"
import { drafts, experiments } from "#schemas/tables/index.ts"
import { experimentPolicy } from "#seeds/policies/index.ts"
import type { Ctx } from "#workers/context.ts"
import { AppError, conflict } from "#workers/errors.ts"
import { mentions } from "#workers/lib/db.ts"
import { operation } from "#workers/operation.ts"
import { filesOf } from "#workers/domain/asset/index.ts"
import { loadProduct } from "#workers/domain/listing/index.ts"
import { controlHashOf } from "./load.ts"
import { armsOf, sharesOf } from "./rules/arms.ts"

/** The experiment that the first sale opens; nobody else gets this name. */
export const firstKey = "A/B-001"

export const createExperiment = operation({
  name: "experiment.create",
  about: "Prepares an experiment with the words and covers that the pipeline made for a product.",
  scope: "write",
  approval: "none",
  decision: "experiment.start",
  input: z.strictObject({
    productId: z.string().max(60),
    kind: z.enum([...ExperimentKind.options, "price"]).describe("price is refused: prices are the same for everybody at the same time"),
    mode: ExperimentMode.default("test"),
    hypothesis: z.string().trim().min(10).max(300).optional(),
  }),
  output: z.strictObject({ id: z.string(), key: z.string(), arms: z.array(z.string()) }),
})(async (ctx, { productId, kind, mode, hypothesis }) => {
  if (kind === "price") throw priceRefused()
  return draftExperiment(ctx, { productId, kind, mode, hypothesis, key: null })
})

const priceRefused = () =>
  new AppError(
    "refused_by_policy",
    "kind: Prices are not tried on visitors. Two people who look at the same moment are asked for the same price.",
    {
      fields: [{ field: "kind", message: "Change the price for everybody by a proposal, and compare the weeks before and after." }],
    },
  )

type Wish = { productId: string; kind: ExperimentKind; mode: ExperimentMode; hypothesis?: string | undefined; key: string | null }

/** Writes the experiment's row. `key` null: the next free number after the first sale's. */
export async function draftExperiment(ctx: Ctx, { productId, kind, mode, hypothesis, key }: Wish) {
  const product = await loadProduct(ctx, productId)
  if (!product.live || !product.draft) throw conflict(`${product.slug} is not on sale, so nobody would see it.`)
  const { draftId } = product.draft
  const [[draft], files] = await Promise.all([ctx.db.select().from(drafts).where(eq(drafts.id, draftId)), filesOf(ctx, draftId)])
  const covers = files.filter(({ role }) => role === "cover").map((file) => ({ id: file.id, shown: file.id === product.coverAsset }))
  const arms = armsOf({ chosen: product.draft.chosen, variants: draft?.variants ?? [], covers }, kind, mode)
  if (arms.length < 2) throw conflict(`There is nothing to try: the draft of ${product.slug} has no other ${kind} that passed the gate.`)
  if (mode === "bandit" && arms.length < 3)
    throw conflict(`A bandit needs three arms or more; ${product.slug} has ${arms.length}. Use a test.`)
  const id = ctx.id("experiment")
  const now = ctx.now()
  const next = sql<string>`(SELECT 'A/B-' || printf('%03d', max(1, coalesce(max(CAST(substr(key, 5) AS INTEGER)), 0)) + 1) FROM experiments)`
  await ctx.commit({
    writes: [
      ctx.db.insert(experiments).values({
        id,
        key: key ?? next,
        productId,
        draftId,
        kind,
        mode,
        status: "draft",
        hypothesis: hypothesis ?? `Other ${kind.replaceAll("-", " ")} of "${product.title}" make more visitors buy.`,
        arms,
        shares: sharesOf(arms, mode, experimentPolicy.test.share),
        controlHash: await controlHashOf(product),
        createdBy: ctx.actor.id,
        createdAt: now,
        updatedAt: now,
      }),
    ],
    audit: { operation: "experiment.create", subject: id, detail: { productId, kind, mode, arms: arms.map((arm) => arm.key) } },
  })
  const [row] = await ctx.db.select({ key: experiments.key }).from(experiments).where(eq(experiments.id, id))
  return { id, key: row?.key ?? "", arms: arms.map((arm) => arm.key) }
}

/** The first sale's own experiment; null when it was opened before or the product's pool has nothing to try. */
export async function draftFirst(ctx: Ctx, productId: string): Promise<string | null> {
  for (const kind of ["words", "cover"] as const)
    try {
      return (await draftExperiment(ctx, { productId, kind, mode: "test", key: firstKey })).id
    } catch (error) {
      if (mentions(error, "UNIQUE")) return null
      if (!(error instanceof AppError && error.code === "conflict")) throw error
    }
  return null
}
