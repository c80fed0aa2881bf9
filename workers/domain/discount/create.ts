import { and, eq, inArray } from "drizzle-orm"
import { z } from "zod"
import { Money } from "#schemas/money.ts"
import { discounts } from "#schemas/tables/index.ts"
import { PaymentError } from "#workers/adapters/payments/payments.ts"
import type { Ctx } from "#workers/context.ts"
import { AppError, conflict } from "#workers/errors.ts"
import { mentions } from "#workers/lib/db.ts"
import { operation } from "#workers/operation.ts"
import { Discount, discountView, type DiscountRow } from "./list.ts"

const Input = z.strictObject({
  code: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z0-9]{3,40}$/, "Use 3 to 40 letters and digits, such as LAUNCH20."),
  percentOff: z.int().min(1).max(100).optional(),
  amountOff: Money.optional().describe("instead of percentOff; in the shop's currency"),
  minimum: z.int().positive().optional().describe("minor units of the shop's currency that an order must reach"),
  maxRedemptions: z.int().min(1).max(100_000).optional(),
  firstOrderOnly: z.boolean().default(false),
  expiresAt: z.iso.datetime().optional(),
})

/**
 * Makes a promotion code that buyers type in on the payment page. The row comes first and its id is the provider's idempotency key; asking
 * again for a code whose answer got lost finds it, and makes no second one.
 */
export const createDiscount = operation({
  name: "discount.create",
  about: "Makes a promotion code for the payment page: a percentage or an amount off.",
  scope: "spend",
  approval: "person",
  decision: "coupon.issue",
  input: Input,
  output: Discount,
})(async (ctx, wish) => {
  check(ctx, wish)
  const row = (await waiting(ctx, wish)) ?? (await intend(ctx, wish))
  try {
    const made = await ctx.payments.createDiscount({
      code: row.code,
      off:
        row.percentOff === null
          ? { amount: row.amountOff ?? 0, currency: row.currency ?? ctx.brand.currency }
          : { percent: row.percentOff },
      minimum: row.minimum === null ? undefined : { amount: row.minimum, currency: ctx.brand.currency },
      maxRedemptions: row.maxRedemptions ?? undefined,
      firstOrderOnly: row.firstOrderOnly,
      expiresAt: row.expiresAt ?? undefined,
      idempotencyKey: row.id,
    })
    const set = { status: "active" as const, remoteId: made.id, couponId: made.couponId, updatedAt: ctx.now() }
    await ctx.commit({
      writes: [ctx.db.update(discounts).set(set).where(eq(discounts.id, row.id))],
      audit: { operation: "discount.create", subject: row.id, detail: { code: row.code, remoteId: made.id } },
    })
    return discountView({ ...row, ...set })
  } catch (error) {
    if (!(error instanceof PaymentError)) throw error
    if (!error.retryable) await ctx.db.update(discounts).set({ status: "failed", updatedAt: ctx.now() }).where(eq(discounts.id, row.id))
    throw new AppError("upstream", `The code was not made: ${error.message}`, { cause: error })
  }
})

function check(ctx: Ctx, { percentOff, amountOff, expiresAt }: z.infer<typeof Input>): void {
  if ((percentOff === undefined) === (amountOff === undefined))
    throw new AppError("invalid", "percentOff: Give either percentOff or amountOff.", {
      fields: [{ field: "percentOff", message: "Give either percentOff or amountOff." }],
    })
  if (amountOff && (amountOff.currency !== ctx.brand.currency || amountOff.amount === 0))
    throw new AppError("invalid", `amountOff: Use an amount in ${ctx.brand.currency}.`, {
      fields: [{ field: "amountOff", message: `Use an amount above zero in ${ctx.brand.currency}, the shop's currency.` }],
    })
  if (expiresAt && new Date(expiresAt) <= ctx.now())
    throw new AppError("invalid", "expiresAt: This time is over.", { fields: [{ field: "expiresAt", message: "Choose a time to come." }] })
}

async function waiting(ctx: Ctx, { code, percentOff, amountOff }: z.infer<typeof Input>): Promise<DiscountRow | undefined> {
  const [row] = await ctx.db
    .select()
    .from(discounts)
    .where(and(eq(discounts.code, code), inArray(discounts.status, ["intended", "active"])))
  if (!row) return undefined
  const same = row.percentOff === (percentOff ?? null) && row.amountOff === (amountOff?.amount ?? null)
  if (row.status === "active" || !same) throw conflict(`The code ${code} exists already; end it first or choose another word.`)
  return row
}

async function intend(ctx: Ctx, wish: z.infer<typeof Input>): Promise<DiscountRow> {
  const now = ctx.now()
  const row: DiscountRow = {
    id: ctx.id("discount"),
    code: wish.code,
    percentOff: wish.percentOff ?? null,
    amountOff: wish.amountOff?.amount ?? null,
    currency: wish.amountOff?.currency ?? null,
    minimum: wish.minimum ?? null,
    maxRedemptions: wish.maxRedemptions ?? null,
    firstOrderOnly: wish.firstOrderOnly,
    expiresAt: wish.expiresAt ? new Date(wish.expiresAt) : null,
    status: "intended",
    couponId: null,
    remoteId: null,
    actor: ctx.actor.id,
    createdAt: now,
    updatedAt: now,
  }
  try {
    await ctx.commit({
      writes: [ctx.db.insert(discounts).values(row)],
      audit: {
        operation: "discount.intend",
        subject: row.id,
        detail: { code: row.code, percentOff: row.percentOff, amountOff: row.amountOff },
      },
    })
    return row
  } catch (error) {
    if (mentions(error, "discounts.code")) throw conflict(`The code ${wish.code} was just made by somebody else.`)
    throw error
  }
}
