import type { Content } from "#schemas/content/index.ts"
import { Facts, type GoodKind } from "#schemas/good.ts"
import { bundleFiles } from "./bundle.ts"
import { coverFiles } from "./cover.ts"
import type { Kit, Made, MadeFile, Maker } from "./forge.ts"
import { guide } from "./guide/index.ts"
import { licenceFile } from "./licence.ts"
import type { CoverPicture } from "./picture.ts"
import { planner } from "./planner/planner.ts"
import { printable } from "./printable/printable.ts"
import { promptPack } from "./prompt-pack/index.ts"
import { slugOf } from "./slug.ts"
import { workbook } from "./workbook/index.ts"
import { worksheet } from "./worksheet/worksheet.ts"

/** Every kind of good and its maker: a new kind is one folder and one line here. */
export const makers = {
  planner,
  worksheet,
  workbook,
  "prompt-pack": promptPack,
  guide,
  printable,
} satisfies { [K in GoodKind]: Maker<K> }

const formatOf = (name: string) => (name.split(".").at(-1) ?? "").toUpperCase()

/** What was made, counted: `files`, `bytes` and `formats` are those of the deliverables, without licence, pictures and ZIP. */
function factsOf({ deliverables, facts }: Made): Facts {
  return Facts.parse({
    ...facts,
    counts: Object.fromEntries(Object.entries(facts.counts).filter(([, count]) => count > 0)),
    files: deliverables.length,
    bytes: deliverables.reduce((sum, file) => sum + file.bytes.length, 0),
    formats: [...new Set(deliverables.map((file) => formatOf(file.name)))],
  })
}

/** All files of a good: deliverables, two covers, previews, licence and the ZIP; `picture` is for the first cover; `facts` is counted from them. */
export async function forgeGood(
  content: Content,
  kit: Kit,
  picture: CoverPicture | null = null,
): Promise<{ files: MadeFile[]; facts: Facts }> {
  // Content and maker share their kind; a method's input may be widened to say so without a cast.
  const maker: { make(content: Content, kit: Kit): Promise<Made> } = makers[content.kind]
  const made = await maker.make(content, kit)
  const facts = factsOf(made)
  const covers = await coverFiles(content, made, kit, picture)
  const licence = licenceFile(content, facts, kit)
  const bundle = bundleFiles(`${slugOf(content.title)}.zip`, [...made.deliverables, licence], kit)
  return { files: [...made.deliverables, licence, bundle, ...covers, ...made.previews], facts }
}
