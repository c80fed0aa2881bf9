import { z } from "zod"
import { canonical, sha256 } from "#workers/lib/hash.ts"
import { operation } from "#workers/operation.ts"
import { absorb, IngestAnswer } from "./absorb.ts"
import { ownReading } from "./own.ts"

/** Takes the shop's own figures as a source; null when there are none yet. Figures that did not change since are no work. */
export const refreshIdeas = operation({
  name: "idea.refresh",
  about: "Reads demand from the shop's own sales, searches without a result, reviews and questions.",
  scope: "write",
  approval: "none",
  input: z.strictObject({}),
  output: IngestAnswer.nullable(),
})(async (ctx) => {
  const reading = await ownReading(ctx)
  if (reading.facts.length === 0) return null
  return absorb(ctx, await sha256(canonical(reading.facts)), (sha) => ({
    source: { name: "our own shop", url: null, licence: "own", sha256: sha, format: "own", origin: "own" },
    reading,
  }))
})
