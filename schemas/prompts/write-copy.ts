import { z } from "zod"
import { Copy } from "../draft.ts"
import { CopyInput } from "./inputs.ts"
import { prompt } from "./prompt.ts"

/** Titles, bullets, description, tags and alternative texts for a listing, several variants at once. */
export const writeCopy = prompt({
  name: "copy",
  version: 1,
  role: "drafting",
  about: "Writes the listing of a good in several variants",
  system:
    "You are a senior e-commerce copywriter. Return JSON strictly matching the schema, with title at most 70 characters, primary keyword first, stop-words avoided. " +
    "Say what is in the files with the figures in `facts` and no others. The description has at least 120 words. Exactly 13 tags of at most 20 characters. Variants differ in angle, not only in wording.",
  input: CopyInput,
  output: z.strictObject({ variants: z.array(Copy).min(2).max(4) }),
  maxTokens: 6000,
})
