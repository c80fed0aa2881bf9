import { eq } from "drizzle-orm"
import { prompts } from "#schemas/prompts/index.ts"
import { products } from "#schemas/tables/index.ts"
import type { Manifest } from "#schemas/release.ts"
import { brand } from "#seeds/brand.ts"
import { extraBriefs, seedBriefs } from "#seeds/briefs.ts"
import { faq } from "#seeds/faq.ts"
import { topics } from "#seeds/knowledge/index.ts"
import { macros } from "#seeds/macros.ts"
import { models } from "#seeds/models.ts"
import { directors, executors, raci } from "#seeds/org/index.ts"
import * as policies from "#seeds/policies/index.ts"
import { rubric } from "#seeds/rubrics/index.ts"
import type { Ctx } from "#workers/context.ts"
import { canonical, sha256 } from "#workers/lib/hash.ts"

/** What the shop is made of now, part by part: its texts, its rules and its shelf. The same content gives the same hashes on any machine. */
export async function manifestOf(ctx: Ctx): Promise<Manifest> {
  const parts: Record<string, unknown> = {
    brand,
    briefs: [seedBriefs, extraBriefs],
    faq,
    knowledge: topics(),
    macros: [...macros.values()],
    models,
    organisation: { directors, executors, raci },
    policies: { ...policies },
    prompts: Object.values(prompts).map(({ name, version, system }) => ({ name, version, system })),
    rubrics: rubric,
    catalogue: await catalogue(ctx),
  }
  const hashed = await Promise.all(Object.entries(parts).map(async ([part, value]) => [part, await sha256(canonical(value))] as const))
  return Object.fromEntries(hashed)
}

/** Every good on sale as a buyer meets it: address, words, price, cover. */
const catalogue = (ctx: Ctx) =>
  ctx.db
    .select({ slug: products.slug, title: products.title, price: products.priceAmount, currency: products.currency, draft: products.draft })
    .from(products)
    .where(eq(products.live, true))
    .orderBy(products.slug)
