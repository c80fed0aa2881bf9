import { eq, or } from "drizzle-orm"
import { z } from "zod"
import { drafts, products } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { notFound } from "#workers/errors.ts"
import { formatMoney } from "#workers/lib/money.ts"
import { operation } from "#workers/operation.ts"
import type { ProductRow } from "#workers/domain/product/index.ts"
import { productWhy, WhyField } from "./product-why.ts"
import { decisionSteps, loggedAbout, WhyStep } from "./step.ts"

export const Why = z
  .strictObject({
    subject: z.string(),
    question: z.string(),
    answer: z.string().describe("the newest step, in one sentence"),
    steps: z.array(WhyStep).describe("from the newest decision back to the source"),
  })
  .meta({ id: "Why" })

/** Why something is as it is: the chain of decisions with rule, version, inputs, who and when. Throws `not_found` when nothing is logged about it. */
export const whyOf = operation({
  name: "decision.why",
  about: "Answers why something is as it is, with the chain of decisions down to the source.",
  scope: "read",
  approval: "none",
  input: z.strictObject({
    subject: z.string().min(1).max(120).describe("a product by id or slug, a draft, an order, a ticket, a proposal, an idea"),
    field: WhyField.optional().describe("of a product"),
  }),
  output: Why,
})(async (ctx, { subject, field }) => {
  const product = await productOf(ctx, subject)
  const steps = product ? await productWhy(ctx, product, field) : decisionSteps(await loggedAbout(ctx, [subject]))
  const [newest] = steps
  if (!newest) throw notFound("logged decision about", subject)
  return { subject: product?.id ?? subject, question: question(product, subject, field), answer: newest.says, steps }
})

/** By the product's id or slug, or by that of its draft. */
async function productOf(ctx: Ctx, subject: string): Promise<ProductRow | undefined> {
  const [row] = await ctx.db
    .select({ product: products })
    .from(products)
    .leftJoin(drafts, eq(drafts.productId, products.id))
    .where(or(eq(products.id, subject), eq(products.slug, subject), eq(drafts.id, subject)))
    .limit(1)
  return row?.product
}

function question(product: ProductRow | undefined, subject: string, field: WhyField | undefined): string {
  if (!product) return `Why is ${subject} as it is?`
  const { title, priceAmount, currency, kind } = product
  if (field === "price" && priceAmount !== null) return `Why is the price of “${title}” ${formatMoney({ amount: priceAmount, currency })}?`
  if (field === "kind") return `Why is “${title}” a ${kind}?`
  return field ? `Why is the ${field} of “${title}” as it is?` : `Why is “${title}” as it is?`
}
