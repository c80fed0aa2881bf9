import { and, eq } from "drizzle-orm"
import { z } from "zod"
import { Content } from "#schemas/content/index.ts"
import { Facts } from "#schemas/good.ts"
import { audit } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { forgeGood } from "#workers/forge/index.ts"
import { operation } from "#workers/operation.ts"
import { assetEvents, assetWrites, storeFiles } from "#workers/domain/asset/index.ts"
import { coverPicture } from "./cover-picture.ts"

/** Makes the files of a good from its content, stores them by hash, and counts what was made. */
export const forgeDraft = operation({
  name: "draft.forge",
  about: "Makes the files of a good.",
  scope: "write",
  approval: "none",
  decision: "product.spec",
  input: z.strictObject({
    productId: z.string(),
    draftId: z.string(),
    content: Content,
    composer: z.string(),
    prompt: z.string(),
    sources: z.array(z.string()),
  }),
  output: z.strictObject({ facts: Facts }),
})(async (ctx, { productId, draftId, content, composer, prompt, sources }) => {
  const before = await factsOf(ctx, draftId)
  if (before) return { facts: before }
  const picture = await coverPicture(ctx, productId, content)
  const made = await forgeGood(content, await ctx.kit(), picture)
  const origins = picture ? [...sources, `cover picture: ${picture.model}`] : sources
  const provenance = { composer, prompt, sources: origins, madeAt: ctx.now().toISOString() }
  const rows = await storeFiles(ctx, productId, draftId, made.files, provenance)
  await ctx.commit({
    writes: assetWrites(ctx, rows),
    audit: { operation: "draft.forge", subject: draftId, detail: { files: rows.length, facts: made.facts } },
    events: assetEvents(rows),
  })
  await ctx.tell(productId, { note: `Made ${rows.length} files, ${Math.round(made.facts.bytes / 1024)} KB.` })
  return { facts: made.facts }
})

/** What was counted when the files were made: a run that died between its files and its log does not make them twice. */
async function factsOf(ctx: Ctx, draftId: string): Promise<Facts | null> {
  const [row] = await ctx.db
    .select({ detail: audit.detail })
    .from(audit)
    .where(and(eq(audit.subject, draftId), eq(audit.operation, "draft.forge")))
  return row ? Facts.parse(row.detail["facts"]) : null
}
