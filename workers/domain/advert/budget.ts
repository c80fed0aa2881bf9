import { and, desc, eq } from "drizzle-orm"
import { z } from "zod"
import { budgetLines } from "#schemas/tables/index.ts"
import { conflict, invalidField, notFound } from "#workers/errors.ts"
import { LostRace } from "#workers/lib/db.ts"
import { operation } from "#workers/operation.ts"

export const BudgetLine = z
  .strictObject({
    id: z.string(),
    productId: z.string().nullable(),
    amount: z.int(),
    reserved: z.int(),
    currency: z.string(),
    startsAt: z.iso.datetime(),
    endsAt: z.iso.datetime(),
    status: z.enum(["open", "closed"]),
    reason: z.string(),
    madeBy: z.string(),
  })
  .meta({ id: "BudgetLine" })
export type LineRow = typeof budgetLines.$inferSelect

const view = ({ createdAt: _at, startsAt, endsAt, ...row }: LineRow) => ({
  ...row,
  startsAt: startsAt.toISOString(),
  endsAt: endsAt.toISOString(),
})

/** Only who may spend opens one; a campaign reserves from it and never gets more. Amounts in minor units. */
export const openBudget = operation({
  name: "advert.open_budget",
  about: "Sets money aside for advertising, for one product or for any, in a span of time.",
  scope: "spend",
  approval: "person",
  decision: "budget.change",
  input: z.strictObject({
    productId: z.string().max(60).nullable().default(null),
    amount: z.int().min(100).max(1_000_000),
    currency: z.string().regex(/^[A-Z]{3}$/),
    startsAt: z.iso.datetime().optional(),
    endsAt: z.iso.datetime(),
    reason: z.string().min(5).max(200),
  }),
  output: BudgetLine,
})(async (ctx, { startsAt, endsAt, ...line }) => {
  const from = startsAt ? new Date(startsAt) : ctx.now()
  const to = new Date(endsAt)
  if (to <= from || to <= ctx.now()) throw invalidField("endsAt", "Use a time in the future, after startsAt.")
  if (line.currency !== ctx.brand.currency) throw invalidField("currency", `The shop keeps its books in ${ctx.brand.currency}.`)
  const row = {
    ...line,
    id: ctx.id("budgetLine"),
    reserved: 0,
    startsAt: from,
    endsAt: to,
    status: "open" as const,
    madeBy: ctx.actor.id,
    createdAt: ctx.now(),
  }
  await ctx.commit({
    writes: [ctx.db.insert(budgetLines).values(row)],
    audit: {
      operation: "advert.open_budget",
      subject: row.id,
      detail: { amount: line.amount, currency: line.currency, reason: line.reason },
    },
  })
  return view(row)
})

export const closeBudget = operation({
  name: "advert.close_budget",
  about: "Closes a budget line: nothing more is reserved from it; what runs goes on to its end.",
  scope: "spend",
  approval: "person",
  decision: "budget.change",
  input: z.strictObject({ id: z.string().max(60) }),
  output: BudgetLine,
})(async (ctx, { id }) => {
  const transition = ctx.db
    .update(budgetLines)
    .set({ status: "closed" })
    .where(and(eq(budgetLines.id, id), eq(budgetLines.status, "open")))
  await ctx.commit({ transition, audit: { operation: "advert.close_budget", subject: id } }).catch((error: unknown) => {
    if (error instanceof LostRace) throw conflict("There is no open budget line of this id.")
    throw error
  })
  const [row] = await ctx.db.select().from(budgetLines).where(eq(budgetLines.id, id))
  if (!row) throw notFound("budget line", id)
  return view(row)
})

export const listBudgets = operation({
  name: "advert.budgets",
  about: "Lists the money that was set aside for advertising and how much of it is promised.",
  scope: "read",
  approval: "none",
  input: z.strictObject({}),
  output: z.strictObject({ items: z.array(BudgetLine) }),
})(async (ctx) => {
  const rows = await ctx.db.select().from(budgetLines).orderBy(desc(budgetLines.id)).limit(100)
  return { items: rows.map(view) }
})
