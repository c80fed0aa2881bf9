import { z } from "zod"
import type { GoodKind } from "../good.ts"
import { GuideContent } from "./guide.ts"
import { PlannerContent } from "./planner.ts"
import { PrintableContent } from "./printable.ts"
import { PromptPackContent } from "./prompt-pack.ts"
import { WorkbookContent } from "./workbook.ts"
import { WorksheetContent } from "./worksheet.ts"

/** One schema a kind: what the model writes and the forge turns into files. */
export const contents = {
  planner: PlannerContent,
  worksheet: WorksheetContent,
  workbook: WorkbookContent,
  "prompt-pack": PromptPackContent,
  guide: GuideContent,
  printable: PrintableContent,
} as const satisfies Record<GoodKind, z.ZodType>

export const Content = z.discriminatedUnion("kind", [
  PlannerContent,
  WorksheetContent,
  WorkbookContent,
  PromptPackContent,
  GuideContent,
  PrintableContent,
])
export type Content = z.infer<typeof Content>
export type ContentOf<K extends GoodKind> = Extract<Content, { kind: K }>
