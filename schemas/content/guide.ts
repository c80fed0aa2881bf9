import { z } from "zod"

const line = (max: number) => z.string().trim().min(2).max(max)

/** A short book: EPUB and PDF. Paragraphs are plain text; `[n]` cites source number n. */
export const GuideContent = z.strictObject({
  kind: z.literal("guide"),
  title: line(70),
  subtitle: line(120),
  promise: line(400),
  chapters: z
    .array(
      z.strictObject({
        title: line(70),
        opening: z.string().trim().min(80).max(900),
        sections: z
          .array(
            z.strictObject({
              heading: line(70),
              paragraphs: z.array(z.string().trim().min(40).max(1200)).min(1).max(6),
              steps: z.array(line(260)).max(10).optional(),
              table: z
                .strictObject({
                  columns: z.array(line(30)).min(2).max(4),
                  rows: z
                    .array(z.array(z.string().max(120)))
                    .min(1)
                    .max(14),
                })
                .optional(),
              tip: line(300).optional(),
            }),
          )
          .min(1)
          .max(7),
        keyPoints: z.array(line(200)).min(2).max(6),
        exercise: z.strictObject({ title: line(70), steps: z.array(line(220)).min(2).max(8) }).optional(),
      }),
    )
    .min(4)
    .max(16),
  glossary: z.array(z.strictObject({ term: line(50), meaning: line(280) })).max(40),
  checklist: z.array(line(160)).max(24),
  sources: z.array(z.strictObject({ title: line(160), url: z.url().optional(), licence: line(80) })).max(24),
})
export type GuideContent = z.infer<typeof GuideContent>
