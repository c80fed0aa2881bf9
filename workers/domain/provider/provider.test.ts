import { eq } from "drizzle-orm"
import { expect, test } from "vitest"
import { proposals } from "#schemas/tables/index.ts"
import { idea } from "#workers/domain/idea/index.ts"
import { actors, codeOf, testCtx } from "#workers/test/ctx.ts"
import { SANDBOX_URL, sandboxFetch } from "#workers/test/sandbox.ts"
import { provider } from "./index.ts"

const ctx = testCtx()
const list = `# Awesome servers\n\n## Serving\n\n- [Quokka Serve](https://quokka.example/serve) - An OpenAI-compatible API server.\n- [Other](https://other.example/quokka) - A tool.\n`
const name = "quokka-serve"
const url = `${SANDBOX_URL}/ollama/v1`
const check = () => provider.check(ctx, { name, url, model: "sandbox", embedModel: "nomic" })

test("a provider that a list names is adopted by an operator, an accepted proposal and a green report, and by nothing less", async () => {
  expect((await idea.ingest(ctx, { name: "servers.md", text: list })).providers).toEqual([name])
  expect(await codeOf(provider.adopt(ctx, { name }))).toBe("conflict")
  const { proposalId } = await provider.propose(ctx, { name })
  expect(await provider.propose(ctx, { name })).toEqual({ name, proposalId })
  expect((await check()).report).toMatchObject({ green: true })
  expect(await codeOf(provider.adopt(ctx, { name }))).toBe("conflict")
  // The vote has its own tests; here only its result matters.
  await ctx.db.update(proposals).set({ status: "accepted" }).where(eq(proposals.id, proposalId))
  expect(await codeOf(provider.adopt(ctx.as(actors.job), { name }))).toBe("forbidden")
  await sandboxFetch(`${SANDBOX_URL}/sandbox/misbehave/ollama`, { method: "POST", body: JSON.stringify({ how: "invalid-json", times: 2 }) })
  expect((await check()).report.green).toBe(false)
  await expect(provider.adopt(ctx, { name })).rejects.toMatchObject({
    code: "refused_by_policy",
    message: expect.stringContaining("structured output"),
  })
  expect((await check()).report.green).toBe(true)
  expect(await provider.adopt(ctx, { name })).toEqual({ name, settings: { LOCAL_BASE_URL: url } })
  expect((await provider.list(ctx, {})).items.find((one) => one.name === name)?.status).toBe("adopted")
})
