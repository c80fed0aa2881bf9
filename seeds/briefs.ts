import { parse } from "yaml"
import { z } from "zod"
import { ProductBrief } from "#schemas/brief.ts"
import source from "./briefs.yaml?raw"

const Seeds = z.strictObject({ briefs: z.array(ProductBrief).min(5), extra: z.array(ProductBrief).min(1) })
const seeds = Seeds.parse(parse(source))

/** The briefs a new shop is opened with, one of each of five kinds. */
export const seedBriefs: readonly ProductBrief[] = seeds.briefs

/** Further briefs, for tests and documentation. */
export const extraBriefs: readonly ProductBrief[] = seeds.extra
