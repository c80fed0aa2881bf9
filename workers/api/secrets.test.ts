import { sql } from "drizzle-orm"
import { expect, test } from "vitest"
import { operations } from "#workers/domain/index.ts"
import { key } from "#workers/domain/key/index.ts"
import type { AnyOperation } from "#workers/operation.ts"
import { shopFetch, testCtx } from "#workers/test/ctx.ts"

const ctx = testCtx()
const owner = await key.create(ctx, { name: "Secrets", scopes: ["read", "write", "spend"] })
const post = (path: string, id: string, body?: unknown) =>
  shopFetch(path, {
    method: "POST",
    headers: { authorization: `Bearer ${owner.key}`, "content-type": "application/json", "idempotency-key": id },
    body: body === undefined ? undefined : JSON.stringify(body),
  })

/** Every value of every table as text, with the table's name before it. */
async function dump(): Promise<string[]> {
  const tables = await ctx.db.all<{ name: string }>(
    sql`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_cf_%' AND sql NOT LIKE 'CREATE VIRTUAL%'`,
  )
  const rows = await Promise.all(
    tables.map(async ({ name }) => {
      const found = await ctx.db.all<Record<string, unknown>>(sql`SELECT * FROM ${sql.identifier(name)}`)
      return found.map((row) => `${name} ${JSON.stringify(row)}`)
    }),
  )
  return rows.flat()
}

/** Sends it twice under one key: the same answer, and afterwards its secret stands nowhere in the database. */
async function once(path: string, id: string, body: unknown, field: "key" | "secret"): Promise<Record<string, unknown>> {
  const first = await post(path, id, body)
  const again = await post(path, id, body)
  const text = await first.text()
  expect([again.status, again.headers.get("idempotent-replayed"), await again.text()]).toEqual([first.status, "true", text])
  const answer: Record<string, unknown> = JSON.parse(text)
  const secret = String(answer[field])
  expect(secret.length).toBeGreaterThan(30)
  const rows = await dump()
  expect(rows.some((row) => row.startsWith("idempotency ") && row.includes(`"${id}"`))).toBe(true)
  expect(rows.filter((row) => row.includes(secret) || row.includes(btoa(secret)))).toEqual([])
  return answer
}

test("an answer that shows a secret once is replayed whole, and no table holds the secret in clear", async () => {
  await once("/v1/keys", "secret-key", { name: "Kept sealed", scopes: ["read"] }, "key")
  const made = await once("/v1/webhook-endpoints", "secret-hook", { url: "https://hooks.example.com/sealed" }, "secret")
  const { id } = Object(made["endpoint"])
  await once(`/v1/webhook-endpoints/${id}/rotate`, "secret-rotate", {}, "secret")
  await operations.webhook.remove(ctx, { id: String(id) })
})

test("the operations that show something once are the three that the test above calls", () => {
  const showsOnce = Object.values(operations)
    .flatMap((verbs) => Object.values<AnyOperation>(verbs))
    .filter(({ spec }) => /shown (this )?once/.test(`${spec.about} ${JSON.stringify(spec.output.toJSONSchema({ io: "output" }))}`))
  expect(showsOnce.map(({ spec }) => spec.name).toSorted()).toEqual(["key.create", "webhook.create", "webhook.rotate"])
})

test("an answer that was sealed with another secret is not made up and not done again", async () => {
  const wish = { name: "Sealed elsewhere", scopes: ["read"] }
  expect((await post("/v1/keys", "secret-changed", wish)).status).toBe(201)
  await ctx.db.run(sql`UPDATE idempotency SET body = 'no seal of ours' WHERE key = 'secret-changed'`)
  const again = await post("/v1/keys", "secret-changed", wish)
  expect([again.status, (await again.json<{ detail: string }>()).detail]).toEqual([
    422,
    expect.stringContaining("sealed with another secret"),
  ])
})
