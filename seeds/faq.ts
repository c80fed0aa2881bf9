import { parse } from "yaml"
import { z } from "zod"
import { FaqEntry } from "#schemas/knowledge.ts"
import source from "./faq.yaml?raw"

/** The shop's questions and answers of seeds/faq.yaml, in the order in which the help page shows them. */
export const faq: readonly FaqEntry[] = z.array(FaqEntry).parse(parse(source))
