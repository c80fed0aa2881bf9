import { eq } from "drizzle-orm"
import { z } from "zod"
import { Content } from "#schemas/content/index.ts"
import { Facts } from "#schemas/good.ts"
import { assets } from "#schemas/tables/index.ts"
import { forgeGood } from "#workers/forge/index.ts"
import { operation } from "#workers/operation.ts"
import { assetEvents, assetWrites, storeFiles } from "#workers/domain/asset/index.ts"

/** Makes the files of a good from its content, stores them by hash, and counts what was made. */
export const forgeDraft = operation({
  name: "draft.forge",
  about: "Makes the files of a good.",
  scope: "write",
  approval: "none",
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
  const made = await forgeGood(content, await ctx.kit())
  const rows = await storeFiles(ctx, productId, draftId, made.files, { composer, prompt, sources, madeAt: ctx.now().toISOString() })
  await ctx.commit({
    // A run that died between its files and its log makes them again: the old rows go, equal bytes are already stored.
    writes: [ctx.db.delete(assets).where(eq(assets.draftId, draftId)), ...assetWrites(ctx, rows)],
    audit: { operation: "draft.forge", subject: draftId, detail: { files: rows.length, facts: made.facts } },
    events: assetEvents(rows),
  })
  await ctx.tell(productId, { note: `Made ${rows.length} files, ${Math.round(made.facts.bytes / 1024)} KB.` })
  return { facts: made.facts }
})
