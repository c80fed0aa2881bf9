import { parse } from "yaml"
import { z } from "zod"
import source from "./flags.yaml?raw"

const common = { family: z.string().regex(/^[a-z]+$/), about: z.string().min(10), money: z.boolean() }
export const FlagFamily = z.discriminatedUnion("kind", [
  z.strictObject({
    ...common,
    kind: z.literal("switch"),
    default: z.boolean(),
    standIn: z.boolean().optional().describe("default while the vendor is a stand-in"),
    byVisitor: z.boolean().default(false).describe("asked for a visitor, so that it can be on for a part of them"),
  }),
  z.strictObject({ ...common, kind: z.literal("number"), default: z.number().min(0) }),
])
export type FlagFamily = z.infer<typeof FlagFamily>

/** A money path that would be on, or allow anything, without anybody's decision is refused when the file is read. */
export const FlagFamilies = z.array(
  FlagFamily.refine(({ money, default: off }) => !money || off === false || off === 0, "A money path is off by default."),
)

/** The families of seeds/flags.yaml, checked. */
export const flagFamilies: FlagFamily[] = FlagFamilies.parse(parse(source))
