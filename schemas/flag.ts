import { z } from "zod"

/** Flags are switches and small numbers; texts and secrets are settings. */
export const FlagValue = z.union([z.boolean(), z.number().min(0).max(1_000_000)])
export type FlagValue = z.infer<typeof FlagValue>

export const FlagView = z
  .strictObject({
    key: z.string(),
    about: z.string(),
    kind: z.enum(["switch", "number"]),
    value: FlagValue,
    default: FlagValue,
    byVisitor: z.boolean().describe("it can be on for a part of the visitors; what is the same for all knows on and off"),
    percent: z.int().min(0).max(100).nullable().describe("part of the visitors for whom it is on; null: all of them"),
    uses: z.int().describe("evaluations in the last 30 days, about"),
    stale: z.string().nullable().describe("why it can be taken out of the code"),
    set: z.strictObject({ by: z.string(), at: z.iso.datetime(), why: z.string() }).nullable().describe("null: the default holds"),
  })
  .meta({ id: "Flag" })
export type FlagView = z.infer<typeof FlagView>
