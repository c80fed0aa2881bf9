import { eq } from "drizzle-orm"
import { providers } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { notFound } from "#workers/errors.ts"

/** A provider that some source named. Throws `not_found`. */
export async function loadProvider(ctx: Ctx, name: string) {
  const [row] = await ctx.db.select().from(providers).where(eq(providers.name, name))
  if (!row) throw notFound("provider", name)
  return row
}
