import { and, eq } from "drizzle-orm"
import { z } from "zod"
import { vendorTokens } from "#schemas/tables/index.ts"
import type { Token, Tokens } from "./adapters/tokens.ts"
import type { Db } from "./lib/db.ts"
import { sha256 } from "./lib/hash.ts"
import { seal, unseal } from "./lib/seal.ts"

const Kept = z.object({ access: z.string(), refresh: z.string().nullable(), expiresAt: z.iso.datetime().transform((at) => new Date(at)) })
const purpose = "vendor tokens"

/** Vendors' grants in D1, sealed with the shop's secret. The hash of the access token beside it decides who of two refreshers was first. */
export function keyring(db: Db, secret: () => Promise<string>, now: () => Date): Tokens {
  const read = async (name: string): Promise<Token | null> => {
    const [row] = await db.select({ sealed: vendorTokens.sealed }).from(vendorTokens).where(eq(vendorTokens.name, name))
    return row ? Kept.parse(JSON.parse(await unseal(row.sealed, await secret(), purpose))) : null
  }
  return {
    read,
    async swap(name, from, to) {
      const set = { sealed: await seal(JSON.stringify(to), await secret(), purpose), mark: await sha256(to.access), updatedAt: now() }
      const was = from && (await sha256(from.access))
      if (was === null)
        await db
          .insert(vendorTokens)
          .values({ name, ...set })
          .onConflictDoNothing()
      else
        await db
          .update(vendorTokens)
          .set(set)
          .where(and(eq(vendorTokens.name, name), eq(vendorTokens.mark, was)))
      return (await read(name)) ?? to
    },
  }
}
