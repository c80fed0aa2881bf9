import { z } from "zod"

/** The kinds of good that the forge can make, in the order in which the shop shows them. */
export const goodKinds = ["planner", "worksheet", "workbook", "prompt-pack", "guide", "printable"] as const
export const GoodKind = z.enum(goodKinds)
export type GoodKind = z.infer<typeof GoodKind>

export const Paper = z.enum(["a4", "letter"])
export type Paper = z.infer<typeof Paper>

/** What a file is for: `deliverable` and `licence` go to the buyer (inside `bundle` too), `cover`, `thumb` and `preview` to everyone. */
export const AssetRole = z.enum(["deliverable", "licence", "bundle", "cover", "thumb", "preview"])
export type AssetRole = z.infer<typeof AssetRole>

/** True figures counted from the files after they were made; copy may only claim what stands here. */
export const Facts = z.strictObject({
  files: z.int().min(1),
  bytes: z.int().min(1),
  formats: z.array(z.string()).min(1),
  pages: z.record(z.string(), z.int().min(1)).default({}).describe("file name → pages"),
  papers: z.array(z.string()).default([]).describe("page sizes as a buyer says them: A4, US Letter, 8 × 10 in"),
  words: z.int().min(0).default(0),
  counts: z
    .record(z.string(), z.int().min(0))
    .default({})
    .describe("plural noun → how many: prompts, chapters, sheets, formulas, checklists, artworks, links"),
})
export type Facts = z.infer<typeof Facts>
