import { asc, eq } from "drizzle-orm"
import { drizzle } from "drizzle-orm/durable-sqlite"
import { decisionLinks, decisions } from "#schemas/tables/index.ts"
import { genesis, linkHash } from "./link.ts"

/** Walks the chain in a copy of the shop's database: how many links hold, and whether all do. */
export async function verifyCopy(storage: DurableObjectStorage): Promise<{ ok: boolean; links: number }> {
  const chain = drizzle(storage)
    .select({ link: decisionLinks, row: decisions })
    .from(decisionLinks)
    .leftJoin(decisions, eq(decisions.id, decisionLinks.decisionId))
    .orderBy(asc(decisionLinks.seq))
    .all()
  let [prev, links] = [genesis, 0]
  for (const { link, row } of chain) {
    if (!row || link.seq !== links + 1 || link.prev !== prev || link.hash !== (await linkHash(prev, row))) return { ok: false, links }
    ;[prev, links] = [link.hash, links + 1]
  }
  return { ok: true, links }
}
