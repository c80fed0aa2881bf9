import { invalidField } from "#workers/errors.ts"
import { readListings } from "./csv.ts"
import { detectFormat } from "./detect.ts"
import { readJson } from "./json.ts"
import { readKeywords } from "./keywords.ts"
import { readMarkdown } from "./markdown.ts"
import type { Format, Reading } from "./source.ts"
import { readTrends } from "./trends.ts"

const readers = {
  markdown: readMarkdown,
  "listings-csv": readListings,
  "trends-csv": readTrends,
  "keywords-csv": readKeywords,
  json: readJson,
} satisfies Record<Format, (text: string) => Reading>

/** What a source says, when it says anything; throws `invalid` on `text` otherwise. */
export function readAll(name: string, text: string, given?: Format): { format: Format; reading: Reading } {
  const format = given ?? detectFormat(name, text)
  const reading = readSource(format, text)
  if ([reading.entries, reading.trends, reading.searches, reading.dropped].every((rows) => rows.length === 0))
    throw invalidField("text", "Nothing in it can be read as an idea: no linked list entries, listings or search terms.")
  return { format, reading }
}

/** Entries or trends of a source; throws `invalid` on `text` when it cannot be read as its format. */
export const readSource = (format: Format, text: string): Reading => readers[format](text)
