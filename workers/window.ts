import { and, asc, eq } from "drizzle-orm"
import type { ShownListing } from "#schemas/channel.ts"
import { assets, mails, products, suppressions } from "#schemas/tables/index.ts"
import type { Db } from "./lib/db.ts"

/** What our own shop shows under a slug: the storefront channel reads it back after publishing. */
export async function shownInShop(db: Db, publicUrl: string, slug: string): Promise<ShownListing | null> {
  const [row] = await db.select().from(products).where(eq(products.slug, slug))
  if (!row?.draft || row.priceAmount === null) return null
  const files = await db
    .select()
    .from(assets)
    .where(and(eq(assets.draftId, row.draft.draftId)))
    .orderBy(asc(assets.position))
  const { copy } = row.draft
  return {
    remoteId: row.slug,
    url: `${publicUrl}/products/${row.slug}`,
    state: row.live ? "live" : "withdrawn",
    sku: row.id.slice(0, 32),
    title: row.title,
    description: copy.description,
    bullets: copy.bullets,
    tags: copy.tags,
    price: { amount: row.priceAmount, currency: row.currency },
    images: files.filter(({ role }) => role === "cover" || role === "preview").map(({ alt, name }) => ({ alt: alt ?? name })),
    files: files.filter(({ role }) => role === "bundle").map(({ name }) => ({ name })),
  }
}

/** A letter as the outbox keeps it; the same key is the same letter. */
export async function keepMail(
  db: Db,
  id: string,
  createdAt: Date,
  mail: { idempotencyKey: string; to: string; subject: string; text: string; html: string },
): Promise<{ id: string }> {
  const { idempotencyKey: key, to, subject, text, html } = mail
  await db.insert(mails).values({ id, key, to, subject, text, html, createdAt }).onConflictDoNothing()
  return { id }
}

/** Why an address gets no more mail; null when it may. */
export async function suppressedWhy(db: Db, address: string): Promise<string | null> {
  const [row] = await db.select().from(suppressions).where(eq(suppressions.address, address.toLowerCase()))
  return row?.why ?? null
}
