import { desc } from "drizzle-orm"
import { z } from "zod"
import { Release } from "#schemas/release.ts"
import { releases } from "#schemas/tables/index.ts"
import { canonical, sha256 } from "#workers/lib/hash.ts"
import { operation } from "#workers/operation.ts"
import { manifestOf } from "./manifest.ts"

export const listReleases = operation({
  name: "release.list",
  about: "Shows the frozen releases, and which parts of the shop have changed since the newest.",
  scope: "read",
  approval: "none",
  input: z.strictObject({}),
  output: z.strictObject({
    items: z.array(Release),
    now: z.strictObject({ hash: z.string(), changed: z.array(z.string()).describe("parts that differ from the newest release") }),
  }),
})(async (ctx) => {
  const [rows, manifest] = await Promise.all([ctx.db.select().from(releases).orderBy(desc(releases.frozenAt)).limit(50), manifestOf(ctx)])
  const newest = rows[0]?.manifest
  return {
    items: rows.map(({ frozenAt, ...row }) => ({ ...row, frozenAt: frozenAt.toISOString() })),
    now: {
      hash: await sha256(canonical(manifest)),
      changed: newest ? Object.keys(manifest).filter((part) => manifest[part] !== newest[part]) : [],
    },
  }
})
