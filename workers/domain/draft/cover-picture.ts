import type { Content } from "#schemas/content/index.ts"
import type { Ctx } from "#workers/context.ts"
import { readPicture, type CoverPicture } from "#workers/forge/picture.ts"

/** What is asked of a model of pictures: no letters, for the cover's own are set by code and stay readable. */
const wish = ({ kind, title, subtitle }: Content): string =>
  `A calm, flat background illustration for the cover of a ${kind.replaceAll("-", " ")} named "${title}" (${subtitle}). ` +
  "Few muted colours, much quiet space. No letters, no numbers, no people, no logos, no brands."

/**
 * A picture for the ground of the first cover, where a model of pictures is set; null where none is, or what it sent cannot be used:
 * the cover is then drawn by code alone, as it always can be.
 */
export async function coverPicture(ctx: Ctx, productId: string, content: Content): Promise<(CoverPicture & { model: string }) | null> {
  try {
    const reply = await ctx.models.image(wish(content), productId)
    return reply && { ...readPicture(reply.picture.base64), model: reply.model }
  } catch (error) {
    ctx.log("cover.picture-unused", { productId, error: String(error) })
    return null
  }
}
