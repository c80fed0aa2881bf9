import { expect, test } from "vitest"
import { schedules } from "#workers/domain/status/schedule.ts"
import { bindingLists, firedCrons } from "./architecture/bindings.ts"
import { nouns } from "./architecture/layers.ts"
import { nounOrder, noAny, noCycles, oneBatch, oneDirection, outsiders, rules, tablesInDomain } from "./architecture/rules.ts"
import { readTree, source } from "./architecture/tree.ts"

const tree = readTree()

for (const [sentence, rule] of Object.entries(rules))
  test(sentence, () => {
    expect(rule(tree)).toEqual([])
  })

test("the tree is read as it stands", () => {
  expect(tree.length).toBeGreaterThan(300)
  expect(tree.find(({ path }) => path === "workers/index.ts")?.imports).toContainEqual({
    spec: "./api/app.ts",
    to: "workers/api/app.ts",
    typeOnly: false,
  })
})

test("wrangler.toml binds what workers/env.ts promises", () => {
  const { declared, promised } = bindingLists()
  expect(declared).toContain("DB")
  expect(promised).toEqual(declared)
})

test("every scheduled job has a cron line that wakes it", () => {
  const crons = firedCrons()
  for (const { name, cron } of schedules) expect(crons, name).toContain(cron)
})

test("every noun folder has a place in the order", () => {
  const folders = new Set(tree.flatMap(({ path }) => /^workers\/domain\/([^/]+)\//.exec(path)?.[1] ?? []))
  expect([...folders].toSorted()).toEqual(nouns.toSorted())
})

test("each rule finds what it forbids", () => {
  const found = (rule: (files: ReturnType<typeof source>[]) => string[], ...files: [string, string][]) =>
    rule(files.map(([path, text]) => source(path, text))).length
  expect(found(oneDirection, ["workers/lib/ids.ts", 'import { x } from "#workers/domain/index.ts"\n'])).toBe(1)
  expect(found(oneDirection, ["workers/jobs/a.ts", 'import { x } from "#workers/api/app.ts"\n'])).toBe(1)
  expect(found(oneDirection, ["workers/jobs/a.ts", 'import { x } from "#workers/domain/order/index.ts"\n'])).toBe(0)
  expect(found(oneDirection, ["workers/forge/a.ts", 'import {\n  x,\n} from "#workers/sandbox/page.ts"\n'])).toBe(1)
  expect(found(outsiders, ["site/src/pages/a.astro", 'import { x } from "#workers/lib/ids.ts"\n'])).toBe(1)
  expect(found(outsiders, ["site/src/pages/a.astro", 'import type { X } from "#workers/domain/index.ts"\n'])).toBe(0)
  expect(found(nounOrder, ["workers/domain/brief/a.ts", 'import { x } from "#workers/domain/order/index.ts"\n'])).toBe(1)
  expect(found(nounOrder, ["workers/domain/order/a.ts", 'import { x } from "#workers/domain/cart/add.ts"\n'])).toBe(1)
  expect(found(tablesInDomain, ["workers/api/a.ts", 'import { orders } from "#schemas/tables/index.ts"\n'])).toBe(1)
  expect(found(tablesInDomain, ["workers/window.ts", 'import { orders } from "#schemas/tables/index.ts"\n'])).toBe(1)
  expect(found(oneBatch, ["workers/domain/order/a.ts", "db.batch([\n  db.insert(orders),\n])"])).toBe(1)
  expect(found(noAny, ["workers/a.ts", "const x = y as any"])).toBe(1)
  expect(found(noAny, ["workers/a.ts", '// takes any: all\nconst x = "as any"'])).toBe(0)
  expect(found(noCycles, ["a/x.ts", 'import { y } from "./y.ts"\n'], ["a/y.ts", 'import { x } from "./x.ts"\n'])).toBe(1)
})
