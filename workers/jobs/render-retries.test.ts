import { eq } from "drizzle-orm"
import { expect, test } from "vitest"
import { jobs } from "#schemas/tables/index.ts"
import { draft } from "#workers/domain/draft/index.ts"
import { advanceJob, loadJob } from "#workers/domain/job/index.ts"
import { clock, testCtx } from "#workers/test/ctx.ts"
import { scheduled } from "./index.ts"

const time = clock("2028-01-10T09:00:00Z")
const ctx = testCtx({ now: time.now })
const run = async () => (await draft.request(ctx, { brief: { category: "Budgeting", audience: "students" } })).jobId

test("a run that failed while making its files is run again three times, and one that failed elsewhere never", async () => {
  const [failed, elsewhere] = [await run(), await run()]
  await advanceJob(ctx, failed, { status: "failed", stage: "forge", error: "the renderer died" })
  await advanceJob(ctx, elsewhere, { status: "failed", stage: "brief", error: "refused" })
  const retry = () => scheduled["render-retries"].run(ctx)
  expect(await retry()).toBe("nothing failed")
  for (let tries = 1; tries <= 3; tries++) {
    time.pass(3600)
    await Promise.all([retry(), retry()])
    expect(ctx.restarted.filter((id) => id === failed)).toHaveLength(tries)
    expect(await loadJob(ctx, failed)).toMatchObject({ status: "queued", error: null, restarts: tries })
    await advanceJob(ctx, failed, { status: "failed", error: "again" })
  }
  time.pass(3600)
  expect(await retry()).toBe("nothing failed")
  expect(ctx.restarted).not.toContain(elsewhere)
  expect((await ctx.db.select().from(jobs).where(eq(jobs.id, failed)))[0]).toMatchObject({ status: "failed", error: "again" })
})
