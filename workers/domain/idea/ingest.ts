import { z } from "zod"
import { invalidField } from "#workers/errors.ts"
import { sha256 } from "#workers/lib/hash.ts"
import { operation } from "#workers/operation.ts"
import { absorb, IngestAnswer } from "./absorb.ts"
import { canonicalUrl } from "./rules/entries.ts"
import { licenceOf } from "./rules/licence.ts"
import { plain } from "./rules/plain.ts"
import { readAll } from "./rules/read.ts"
import { formats } from "./rules/source.ts"

const mostBytes = 5_000_000

const Input = z.strictObject({
  name: z.string().trim().min(1).max(200).describe("file name or title of the source"),
  text: z.string().min(1, "The source is empty.").max(mostBytes, "A source may have 5 MB at most."),
  format: z.enum(formats).optional().describe("found from name and text when absent"),
  url: z
    .url({ protocol: /^https?$/, error: "Use an http or https URL." })
    .max(2000)
    .optional(),
  licence: z.string().trim().min(2).max(60).optional(),
})

/** Reads a source and stores the ideas in it, best first. Text that was read before gives the answer it gave then. Throws `invalid` on `text`. */
export const ingestSource = operation({
  name: "idea.ingest",
  about: "Reads an awesome list, a directory, a listings, keyword or trends export, and stores the product ideas in it.",
  scope: "write",
  approval: "none",
  input: Input,
  output: IngestAnswer,
})(async (ctx, input) => {
  if (new TextEncoder().encode(input.text).length > mostBytes) throw invalidField("text", "A source may have 5 MB at most.")
  const { name, text, url, licence } = input
  return absorb(ctx, await sha256(text), (sha) => {
    const { format, reading } = readAll(name, text, input.format)
    const title = plain(name, 200) || "source"
    const source = {
      name: title,
      url: url ?? null,
      licence: plain(licenceOf(text, licence), 60) || "unknown",
      sha256: sha,
      format,
      origin: url ? canonicalUrl(url).slice(0, 300) : title,
    }
    return { source, reading }
  })
})
