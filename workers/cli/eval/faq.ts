import { readFileSync } from "node:fs"
import { parse } from "yaml"
import { z } from "zod"
import { FaqEntry } from "#schemas/knowledge.ts"
import { inRoot } from "../paths.ts"

/** seeds/faq.ts reads it through the bundler, which this process has not. */
export const faq = (): FaqEntry[] => z.array(FaqEntry).parse(parse(readFileSync(inRoot("seeds/faq.yaml"), "utf8")))
