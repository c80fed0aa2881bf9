import { expect, test } from "vitest"
import { eventTypes } from "#schemas/event.ts"
import { createApp } from "#workers/api/app.ts"
import { openApiDocument } from "#workers/api/docs.ts"
import { operations } from "#workers/domain/index.ts"
import { schedules } from "#workers/domain/status/index.ts"
import { reactions } from "#workers/events/index.ts"
import { scheduled } from "#workers/jobs/index.ts"
import { runNow } from "#workers/jobs/host.ts"
import { stages as order } from "#workers/domain/job/index.ts"
import { stages } from "#workers/pipelines/product-to-revenue/index.ts"
import type { AnyOperation } from "#workers/operation.ts"
import { actors, bindings, codeOf, shopFetch, testCtx } from "./ctx.ts"
// oxlint-disable-next-line import/no-absolute-path -- absolute from the root of the project, which has no alias
import wrangler from "/wrangler.toml?raw"

const ctx = testCtx()
const all = new Map<string, AnyOperation>(
  Object.values<Record<string, AnyOperation>>(operations).flatMap((verbs) =>
    Object.values(verbs).map((run) => [run.spec.name, run] as const),
  ),
)
const document = openApiDocument(createApp(runNow))
const routes = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
  (["get", "post", "put", "patch", "delete"] as const).flatMap((method) => {
    const route = item?.[method]
    return route ? [{ path, method, route, name: `${method.toUpperCase()} ${path}` }] : []
  }),
)

test("every operation has a name of noun and verb, a sentence, and an approval where money moves", () => {
  expect(all.size).toBeGreaterThan(40)
  const values = new Set(Object.values<Record<string, AnyOperation>>(operations).flatMap((verbs) => Object.values(verbs)))
  // As many names as operations: none is given twice.
  expect(all.size).toBe(values.size)
  for (const [name, { spec }] of all) {
    expect(name).toMatch(/^[a-z]+\.[a-z_]+$/)
    expect([name, spec.about]).toEqual([name, expect.stringMatching(/^[A-Z].{10,}\.$/s)])
    if (spec.scope === "spend") expect([name, spec.approval]).toEqual([name, expect.stringMatching(/^(policy|person)$/)])
  }
})

test("a shopper is refused every operation that is not the shop's, before its input is even looked at", async () => {
  const shop = ctx.as(actors.shopper)
  for (const [name, run] of all) {
    // An input that no schema takes: who may call is told `invalid`, or something else that is no `forbidden`.
    const code = await codeOf(Promise.resolve(Reflect.apply(run, null, [shop, { nonsense: true }])))
    expect([name, code.startsWith("forbidden")]).toEqual([name, run.spec.scope !== "shop"])
  }
})

const open = /^\/v1\/(?:carts|checkout$|products(?:\/\{slug\})?$|search$|status$|orders\/\{id\}$|downloads\/)|^\/(?:healthz|readyz|media)/

test("every route has its own operationId, a summary, problem documents, and a key unless it is on the open list", () => {
  expect(routes.length).toBeGreaterThan(35)
  expect(new Set(routes.map(({ route }) => route.operationId)).size).toBe(routes.length)
  for (const { name, path, route } of routes) {
    expect([name, route.operationId, route.summary]).toEqual([name, expect.stringMatching(/^[a-z]\w+$/), expect.stringMatching(/^[A-Z]/)])
    const keyed = JSON.stringify(route.security ?? []).includes("bearer")
    const anyone = open.test(path) && !path.endsWith("/refunds")
    expect([name, keyed]).toEqual([name, !anyone])
    if (path === "/healthz") continue
    for (const status of [404, 422, 500])
      expect([name, JSON.stringify(route.responses?.[status])]).toEqual([name, expect.stringContaining("application/problem+json")])
  }
})

test("what the document says needs a key does: without one every such route answers 401 or 403", async () => {
  for (const { name, path, method, route } of routes.filter((one) => JSON.stringify(one.route.security ?? []).includes("bearer"))) {
    const url = path.replaceAll(/\{\w+\}/g, "none")
    const unsafe = method !== "get"
    const reply = await shopFetch(url, { method, ...(unsafe ? { headers: { "content-type": "application/json" }, body: "{}" } : {}) })
    const known = unsafe ? [401] : [401, 403]
    expect([name, known.includes(reply.status), route.operationId]).toEqual([name, true, route.operationId])
  }
})

test("the committed OpenAPI document is the one that the code gives: `npm run api:docs` writes it", async () => {
  await expect(`${JSON.stringify(document, null, 2)}\n`).toMatchFileSnapshot("../../docs/api/openapi.json")
})

const listed = (pattern: RegExp) => [...wrangler.matchAll(pattern)].map(([, name = ""]) => name)

test("every scheduled job has a cron line and a file, and every cron line a job", () => {
  const crons = (/^crons = \[(.+)\]$/m.exec(wrangler)?.[1] ?? "").split(/",\s*"/).map((cron) => cron.replaceAll('"', ""))
  expect(new Set(schedules.map(({ cron }) => cron))).toEqual(new Set(crons))
  expect(Object.keys(scheduled).toSorted()).toEqual(schedules.map(({ name }) => name).toSorted())
  const now = new Date("2026-11-22T09:00:00Z")
  for (const { name, next } of schedules) {
    expect([name, scheduled[name].name, next(now) > now]).toEqual([name, name, true])
    expect(next(now).getTime() - now.getTime()).toBeLessThanOrEqual(7 * 86_400_000)
  }
  expect(
    schedules
      .find(({ name }) => name === "tidy")
      ?.next(now)
      .toISOString(),
  ).toBe("2026-11-23T03:00:00.000Z")
})

test("every reaction follows an event that there is, under a name of its own; every stage has its file", () => {
  for (const { name, on } of reactions) expect([name, on === "every event" || eventTypes.includes(on)]).toEqual([name, true])
  expect(new Set(reactions.map(({ name }) => name)).size).toBe(reactions.length)
  expect(Object.keys(stages)).toEqual([...order])
  for (const name of order) expect([name, stages[name].name, stages[name].about.length > 20]).toEqual([name, name, true])
})

test("every binding of wrangler.toml is there when the Worker runs", () => {
  const names = listed(/^(?:binding|name) = "([A-Z][A-Za-z_]+)"$/gm)
  expect(names.length).toBeGreaterThan(8)
  for (const name of names) expect([name, name in bindings]).toEqual([name, true])
})
