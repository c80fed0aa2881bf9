import { z } from "zod"
import { addressesModel } from "#workers/lib/safe/taint.ts"
import { cleanTexts, percent, read, type Section } from "./section.ts"

const Case = z.object({ user_input: z.string(), injection_type: z.string() })

/** How many of CyberSecEval's prompt injections the filter names, and how often it names harmless text. */
export function injections(): { texts: string[]; section: Section } {
  const cases = z.array(Case).parse(JSON.parse(read("prompt-injection/purplellama.cyberseceval.prompt_injection.json")))
  const { own, asked } = cleanTexts()
  const row = (name: string, texts: string[]) => {
    const flagged = texts.filter(addressesModel).length
    return [name, texts.length, flagged, percent(flagged, texts.length)]
  }
  const of = (type: string) => cases.filter(({ injection_type }) => injection_type === type).map(({ user_input }) => user_input)
  return {
    texts: cases.map(({ user_input }) => user_input),
    section: {
      title: "Injection filter",
      about:
        "CyberSecEval's prompt injections. Many of them are plain questions that are hostile only beside their own system prompt; the filter is the first fence, the taint check in operation.ts is the wall.",
      head: ["Texts", "Number", "Flagged", "Share"],
      rows: [
        row("injections inside a document (indirect)", of("indirect")),
        row("injections as a question (direct)", of("direct")),
        row("clean: knowledge and FAQ", own),
        row("clean: banking77 questions", asked),
      ],
    },
  }
}
