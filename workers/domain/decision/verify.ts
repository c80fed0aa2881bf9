import { asc, eq, gt } from "drizzle-orm"
import { z } from "zod"
import { decisionLinks, decisions } from "#schemas/tables/index.ts"
import { operation } from "#workers/operation.ts"
import { genesis, linkHash } from "./link.ts"

const pageSize = 200

/** Walks the whole chain and names the first link that does not hold. */
export const verifyDecisions = operation({
  name: "decision.verify",
  about: "Checks that no logged decision was changed, removed or slipped in since it was chained.",
  scope: "read",
  approval: "none",
  input: z.strictObject({}),
  output: z.strictObject({
    ok: z.boolean(),
    links: z.int(),
    head: z.string().describe("hash of the last link that holds"),
    broken: z.strictObject({ seq: z.int(), decisionId: z.string(), why: z.string() }).nullable(),
  }),
})(async (ctx) => {
  let [seq, prev] = [0, genesis]
  for (;;) {
    const page = await ctx.db
      .select({ link: decisionLinks, row: decisions })
      .from(decisionLinks)
      .leftJoin(decisions, eq(decisions.id, decisionLinks.decisionId))
      .where(gt(decisionLinks.seq, seq))
      .orderBy(asc(decisionLinks.seq))
      .limit(pageSize)
    if (page.length === 0) return { ok: true, links: seq, head: prev, broken: null }
    for (const { link, row } of page) {
      const why =
        link.seq !== seq + 1
          ? `Link ${seq + 1} is missing.`
          : !row
            ? "The decision is gone."
            : link.prev !== prev
              ? "It does not follow from the link before."
              : link.hash !== (await linkHash(prev, row))
                ? "The decision is not what was chained."
                : null
      if (why) return { ok: false, links: seq, head: prev, broken: { seq: link.seq, decisionId: link.decisionId, why } }
      ;[seq, prev] = [link.seq, link.hash]
    }
  }
})
