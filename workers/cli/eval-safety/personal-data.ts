import { z } from "zod"
import { findPersonal, type Finding, type PiiType } from "#workers/lib/safe/pii/index.ts"
import { cleanTexts, percent, read, type Section } from "./section.ts"

const Span = z.object({ entity_type: z.string(), start_position: z.int(), end_position: z.int() })
const Case = z.object({ full_text: z.string(), spans: z.array(Span) })

/** The corpus's names for our types; organisations, dates, titles and bare place names are nobody's personal data by themselves. */
const typeOf: Record<string, PiiType> = {
  EMAIL_ADDRESS: "EMAIL",
  PHONE_NUMBER: "PHONE",
  CREDIT_CARD: "CARD",
  IBAN_CODE: "IBAN",
  IP_ADDRESS: "IP",
  US_SSN: "ID",
  US_DRIVER_LICENSE: "ID",
  ADDRESS: "ADDRESS",
  PERSON: "NAME",
}
/** What a finding may cover besides its own type without being wrong: a town inside an address, "Dr." before a name. */
const harmless: Record<string, PiiType[]> = { LOCATION: ["ADDRESS"], TITLE: ["NAME"] }

/** Found when four fifths of the span are covered; right when what was found touches a span of its type. */
export function personalData(): Section {
  const cases = z.array(Case).parse(JSON.parse(read("pii/presidio-research.generated_small.json")))
  const spans = cases.flatMap(({ full_text, spans: all }) => {
    const found = findPersonal(full_text)
    return all.map((span) => ({
      type: typeOf[span.entity_type],
      hit: covered(found, span) >= 0.8 * (span.end_position - span.start_position),
    }))
  })
  const findings = cases.flatMap(({ full_text, spans: all }) =>
    findPersonal(full_text).map((finding) => ({
      type: finding.type,
      right: all.some((span) => touches(finding, span) && fits(finding.type, span.entity_type)),
    })),
  )
  const rows = [...new Set(Object.values(typeOf))].map((type) => {
    const wanted = spans.filter((span) => span.type === type)
    const got = findings.filter((finding) => finding.type === type)
    const hits = wanted.filter(({ hit }) => hit).length
    const right = got.filter((finding) => finding.right).length
    return [type, wanted.length, percent(hits, wanted.length), got.length, percent(right, got.length)]
  })
  const { own, asked } = cleanTexts()
  const falseOnes = (texts: string[]) => texts.reduce((sum, text) => sum + findPersonal(text).length, 0)
  return {
    title: "Personal data",
    about:
      `presidio-research, ${cases.length} texts. Names count all persons, also those in stories, where no context gives them away. ` +
      `In clean text: ${falseOnes(own)} findings in ${own.length} lines of knowledge and FAQ, ${falseOnes(asked)} in ${asked.length} banking77 questions. ${speed(own)}`,
    head: ["Type", "In the corpus", "Recall", "Found", "Precision"],
    rows,
  }
}

const overlap = (finding: Finding, span: z.infer<typeof Span>) =>
  Math.max(0, Math.min(finding.end, span.end_position) - Math.max(finding.start, span.start_position))
const covered = (found: Finding[], span: z.infer<typeof Span>) => found.reduce((sum, finding) => sum + overlap(finding, span), 0)
const touches = (finding: Finding, span: z.infer<typeof Span>) => overlap(finding, span) > 0
const fits = (type: PiiType, entity: string) => typeOf[entity] === type || (harmless[entity]?.includes(type) ?? false)

function speed(texts: string[]): string {
  const kilobytes = texts.reduce((sum, text) => sum + text.length, 0) / 1024
  const started = performance.now()
  for (const text of texts) findPersonal(text)
  return `Reading takes ${((performance.now() - started) / kilobytes).toFixed(2)} ms a kilobyte.`
}
