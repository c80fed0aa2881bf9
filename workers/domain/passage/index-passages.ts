import { z } from "zod"
import { operation } from "#workers/operation.ts"

/** Replaces the passages of one source, such as the FAQ: what the support desk may cite. */
export const indexPassages = operation({
  name: "passage.index",
  about: "Replaces the citable passages of one source.",
  scope: "write",
  approval: "none",
  input: z.strictObject({
    source: z.string().regex(/^[a-z][a-z0-9:-]{1,60}$/, "Use lower-case letters, digits, colon and hyphen."),
    passages: z
      .array(
        z.strictObject({
          id: z.string().min(1).max(120),
          title: z.string().trim().min(2).max(200),
          text: z.string().trim().min(10).max(4000),
          url: z.string().max(300),
          licence: z.string().max(80).default("own"),
        }),
      )
      .max(90),
  }),
  output: z.strictObject({ source: z.string(), passages: z.int() }),
})(async (ctx, { source, passages }) => {
  await ctx.search.index(
    source,
    passages.map((passage) => ({ ...passage, source })),
  )
  await ctx.commit({ audit: { operation: "passage.index", subject: source, detail: { passages: passages.length } } })
  return { source, passages: passages.length }
})
