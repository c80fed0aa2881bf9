import { eq } from "drizzle-orm"
import { expect, test } from "vitest"
import { proposals } from "#schemas/tables/index.ts"
import { idea } from "#workers/domain/idea/index.ts"
import { key } from "#workers/domain/key/index.ts"
import { actors, codeOf, shopFetch, testCtx } from "#workers/test/ctx.ts"
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

test("the same over HTTP: the list says what the kit saw, and a program's key neither checks nor adopts", async () => {
  const text = list.replaceAll("Quokka", "Numbat").replaceAll("quokka", "numbat")
  expect((await idea.ingest(ctx, { name: "numbats.md", text })).providers).toEqual(["numbat-serve"])
  const { key: token } = await key.create(ctx, { name: "Tests", scopes: ["read", "write", "spend"] })
  const { key: reader } = await key.create(ctx, { name: "Readers", scopes: ["read"] })
  const call = (path: string, body?: unknown, bearer = token) =>
    shopFetch(`/v1/providers${path}`, {
      method: path ? "POST" : "GET",
      headers: { authorization: `Bearer ${bearer}`, "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
  expect((await call("/numbat-serve/proposal", undefined, reader)).status).toBe(403)
  expect((await call("/nobody/proposal")).status).toBe(404)
  expect(await (await call("/numbat-serve/proposal")).json()).toMatchObject({ proposalId: expect.stringMatching(/^prp_/) })
  const asked = { url, model: "sandbox" }
  expect((await call("/numbat-serve/check", asked)).status).toBe(403)
  expect((await call("/numbat-serve/adoption")).status).toBe(403)
  await provider.check(ctx, { name: "numbat-serve", ...asked })
  const { items } = await (await call("")).json<{ items: { name: string }[] }>()
  expect(items.find((one) => one.name === "numbat-serve")).toMatchObject({
    status: "proposed",
    report: { url, green: true },
    checkedAt: expect.any(String),
    adoptedAt: null,
  })
})
