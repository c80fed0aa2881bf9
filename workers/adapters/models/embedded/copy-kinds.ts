import type { Content } from "#schemas/content/index.ts"
import type { GoodKind } from "#schemas/good.ts"
import type { Random } from "#workers/lib/random.ts"
import type { Figures } from "./figures.ts"
import { plannerPitch, printablePitch, worksheetPitch } from "./pitch-pages.ts"
import { guidePitch, promptPackPitch, workbookPitch } from "./pitch-texts.ts"
import type { Pitch } from "./pitch.ts"

export function pitchOf(content: Content, figures: Figures, random: Random): Pitch {
  switch (content.kind) {
    case "planner":
      return plannerPitch(content, figures, random)
    case "worksheet":
      return worksheetPitch(content, figures, random)
    case "workbook":
      return workbookPitch(content, figures, random)
    case "prompt-pack":
      return promptPackPitch(content, figures, random)
    case "guide":
      return guidePitch(content, figures, random)
    case "printable":
      return printablePitch(content, figures, random)
  }
}

export const kindName: Record<GoodKind, string> = {
  planner: "planner",
  worksheet: "worksheet pack",
  workbook: "workbook",
  "prompt-pack": "prompt pack",
  guide: "guide",
  printable: "print set",
}
