import { readListings } from "./csv.ts"
import { readJson } from "./json.ts"
import { readMarkdown } from "./markdown.ts"
import type { Format, Reading } from "./source.ts"
import { readTrends } from "./trends.ts"

const readers = { markdown: readMarkdown, "listings-csv": readListings, "trends-csv": readTrends, json: readJson } satisfies Record<
  Format,
  (text: string) => Reading
>

/** Entries or trends of a source; throws `invalid` on `text` when it cannot be read as its format. */
export const readSource = (format: Format, text: string): Reading => readers[format](text)
