import { eq } from "drizzle-orm"
import { z } from "zod"
import { Money } from "#schemas/money.ts"
import { drafts, listings } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { AppError, conflict, invalidField } from "#workers/errors.ts"
import { minorUnits } from "#workers/lib/money.ts"
import { operation } from "#workers/operation.ts"
import { loadDraft, type DraftRow } from "#workers/domain/draft/index.ts"
import { jobRow } from "#workers/domain/job/index.ts"
import { pricePolicy } from "#seeds/policies/index.ts"
import type { Write } from "#workers/lib/db.ts"
import { decideBy } from "#workers/domain/decision/index.ts"
import { priceSetRule } from "./rules/price-set.ts"

const ChannelName = z.string().trim().min(2).max(30)
/** The blueprint's `pricing: object`, said: an amount in major units and its currency. */
const Pricing = z.strictObject({ price: z.number().positive().max(999_999), currency: Money.shape.currency.optional() })

export const PublishRequest = z.strictObject({
  channel: z
    .union([ChannelName, z.array(ChannelName).min(1).max(10)])
    .describe("one channel or several: storefront, shopify, etsy, ebay, amazon"),
  draft_id: z.string().max(60),
  pricing: Pricing.optional(),
  validate_only: z.boolean().default(false).describe("say what each channel would object to, publish nothing"),
})

/** Opens the run that publishes an approved draft; every wrong field is named before anything is written. */
export const requestPublish = operation({
  name: "product.publish",
  about: "Publishes an approved draft to one or several channels.",
  scope: "write",
  approval: "policy",
  decision: "listing.publish",
  input: PublishRequest,
  output: z.strictObject({ jobId: z.string(), draftId: z.string(), productId: z.string(), channels: z.array(z.string()) }),
})(async (ctx, request) => {
  const channels = knownChannels(ctx, request.channel)
  const draft = await publishable(ctx, request.draft_id)
  const price = pricing(draft, request.pricing)
  const jobId = ctx.id("job")
  await ctx.commit({
    writes: [
      ...(price === null
        ? []
        : [
            priceSetWrite(ctx, draft, price),
            ctx.db
              .update(drafts)
              .set({ priceAmount: price, priceWhy: `Set by ${ctx.actor.id}.`, updatedAt: ctx.now() })
              .where(eq(drafts.id, draft.id)),
          ]),
      jobRow(ctx, jobId, { from: "publish", until: "improve", channels, productId: draft.productId, draftId: draft.id }),
    ],
    audit: { operation: "product.publish", subject: draft.productId, detail: { channels, price, draftId: draft.id } },
  })
  await ctx.start(jobId)
  return { jobId, draftId: draft.id, productId: draft.productId, channels }
})

export function knownChannels(ctx: Ctx, given: string | string[]): string[] {
  const names = [...new Set(Array.isArray(given) ? given : [given])]
  const unknown = names.find((name) => !Object.hasOwn(ctx.channels, name))
  if (unknown !== undefined) throw invalidField("channel", `There is no channel "${unknown}"; use ${Object.keys(ctx.channels).join(", ")}.`)
  return names
}

/** What a request would be refused for, before any channel is asked: the draft's state and its price. Answers the draft and its price. */
export async function checkPublish(ctx: Ctx, request: z.infer<typeof PublishRequest>): Promise<{ draft: DraftRow; price: number }> {
  const draft = await publishable(ctx, request.draft_id)
  return { draft, price: pricing(draft, request.pricing) ?? draft.priceAmount }
}

async function publishable(ctx: Ctx, id: string): Promise<DraftRow> {
  const draft = await loadDraft(ctx, id)
  if (draft.status === "approved" || draft.status === "published") return draft
  const why = draft.reasons.length > 0 ? ` ${draft.reasons.join(" ")}` : ""
  throw conflict(`Draft ${id} is ${draft.status}, so it cannot be published.${why}`)
}

function pricing(draft: DraftRow, wanted: z.infer<typeof Pricing> | undefined): number | null {
  if (!wanted) return null
  if (wanted.currency && wanted.currency !== draft.currency) throw invalidField("pricing/currency", `This shop sells in ${draft.currency}.`)
  const amount = minorUnits(wanted.price, draft.currency)
  const { floor, ceiling } = pricePolicy
  if (amount < floor || amount > ceiling)
    throw new AppError("refused_by_policy", `pricing/price: the policy allows ${floor / 100} to ${ceiling / 100} ${draft.currency}.`, {
      fields: [{ field: "pricing/price", message: `Choose a price from ${floor / 100} to ${ceiling / 100}.` }],
    })
  return amount === draft.priceAmount ? null : amount
}

/** The log's row for a price that somebody set; its bounds were checked for the caller before. */
export function priceSetWrite(ctx: Ctx, draft: Pick<DraftRow, "productId" | "priceAmount" | "currency">, to: number): Write {
  const { id, version, floor, ceiling } = pricePolicy
  const given = { from: draft.priceAmount, to, currency: draft.currency, by: ctx.actor.id, policy: { id, version, floor, ceiling } }
  return decideBy(ctx, priceSetRule, given, { subject: draft.productId, why: `${ctx.actor.id} set another price.` }).write
}

/** The listings of a draft's product, by channel. */
export async function listingsOf(ctx: Ctx, productId: string) {
  return ctx.db.select().from(listings).where(eq(listings.productId, productId))
}
