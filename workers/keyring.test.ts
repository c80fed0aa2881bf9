import { eq } from "drizzle-orm"
import { expect, test } from "vitest"
import { vendorTokens } from "#schemas/tables/index.ts"
import { testCtx } from "#workers/test/ctx.ts"
import { keyring } from "./keyring.ts"

const ctx = testCtx()
const ring = keyring(ctx.db, () => ctx.secret(), ctx.now)
const grant = (n: number) => ({ access: `access-${n}`, refresh: `refresh-${n}`, expiresAt: new Date(1_790_000_000_000 + n) })

test("of two that refresh one grant at once the first wins, and the second gets the winner's", async () => {
  expect(await ring.swap("vendor-a", null, grant(1))).toEqual(grant(1))
  expect(await ring.swap("vendor-a", null, grant(2))).toEqual(grant(1))
  const both = await Promise.all([ring.swap("vendor-a", grant(1), grant(3)), ring.swap("vendor-a", grant(1), grant(4))])
  expect(both[0]).toEqual(both[1])
  expect(await ring.read("vendor-a")).toEqual(both[0])
  expect(await ring.read("vendor-b")).toBeNull()
})

test("a grant lies sealed in the table, and under another secret it does not open", async () => {
  await ring.swap("vendor-c", null, grant(5))
  const [row] = await ctx.db.select().from(vendorTokens).where(eq(vendorTokens.name, "vendor-c"))
  expect(JSON.stringify(row)).not.toMatch(/access-5|refresh-5/)
  const stranger = keyring(ctx.db, async () => "another secret of thirty-two signs!", ctx.now)
  await expect(stranger.read("vendor-c")).rejects.toThrow()
})
