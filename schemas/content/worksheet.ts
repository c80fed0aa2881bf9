import { z } from "zod"

const line = (max: number) => z.string().trim().min(2).max(max)

export const WorksheetBlock = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("checklist"),
    title: line(60),
    items: z
      .array(z.strictObject({ text: line(140), note: line(160).optional() }))
      .min(3)
      .max(24),
  }),
  z.strictObject({
    type: z.literal("table"),
    title: line(60),
    columns: z.array(line(26)).min(2).max(6),
    rows: z.array(z.array(z.string().max(60))).max(20),
    blankRows: z.int().min(0).max(24),
  }),
  z.strictObject({
    type: z.literal("questions"),
    title: line(60),
    questions: z
      .array(z.strictObject({ text: line(160), lines: z.int().min(1).max(8) }))
      .min(1)
      .max(8),
  }),
  z.strictObject({
    type: z.literal("steps"),
    title: line(60),
    steps: z
      .array(z.strictObject({ text: line(160), detail: line(260).optional() }))
      .min(2)
      .max(12),
  }),
  z.strictObject({
    type: z.literal("scale"),
    title: line(60),
    low: line(24),
    high: line(24),
    statements: z.array(line(110)).min(3).max(12),
  }),
])
export type WorksheetBlock = z.infer<typeof WorksheetBlock>

/** A pack of checklists and worksheets: each sheet starts on its own page. */
export const WorksheetContent = z.strictObject({
  kind: z.literal("worksheet"),
  title: line(70),
  subtitle: line(120),
  howTo: z.array(line(200)).min(2).max(6),
  sheets: z
    .array(z.strictObject({ title: line(60), intro: line(300), blocks: z.array(WorksheetBlock).min(1).max(6) }))
    .min(4)
    .max(24),
})
export type WorksheetContent = z.infer<typeof WorksheetContent>
