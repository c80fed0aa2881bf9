import type { Ctx } from "#workers/context.ts"
import { AppError } from "#workers/errors.ts"
import { redact } from "#workers/lib/safe/pii/index.ts"
import { paragraphsOf } from "#workers/lib/paragraphs.ts"

/** Reads the pages that a brief refers to and indexes their paragraphs for citation. A dead or forbidden one refuses the brief. */
export async function readRefs(ctx: Ctx, refs: string[]): Promise<string[]> {
  for (const [index, ref] of refs.entries()) {
    const read = await ctx.read(ref)
    if ("refused" in read)
      throw new AppError("invalid", `brief/refs/${index}: ${read.refused}`, {
        fields: [{ field: `brief/refs/${index}`, message: read.refused }],
      })
    const { title, paragraphs } = await paragraphsOf(read.text, read.mediaType)
    await ctx.search.index(
      `ref:${ref}`,
      paragraphs.slice(0, 60).map((text, n) => ({
        id: `ref:${ref}#${n}`,
        source: `ref:${ref}`,
        title: title ?? ref,
        licence: "quoted with its source",
        url: ref,
        // Strangers' pages name people; a citation does not need them, and what is indexed stays for long.
        text: redact(text).text,
      })),
    )
  }
  return refs
}
