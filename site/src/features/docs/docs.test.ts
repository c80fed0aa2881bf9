import { expect, test } from "vitest"
import { createApp } from "#workers/api/app.ts"
import { openApiDocument } from "#workers/api/docs.ts"
import { errorCodes } from "#workers/errors.ts"
import { runNow } from "#workers/jobs/host.ts"
import { problemAt, problemWords } from "../problem/words.ts"
import { exampleOf } from "./example.ts"
import { curlOf, operationsByTag, type ApiDocument } from "./operations.ts"
import { propertiesOf, resolve, rulesOf, typeWords, type Schemas } from "./schema.ts"

const schemas: Schemas = {
  Money: { type: "object", properties: { amount: { type: "integer", minimum: 0 }, currency: { type: "string" } }, required: ["amount"] },
  Tree: {
    type: "object",
    properties: { name: { type: "string" }, branches: { type: "array", items: { $ref: "#/components/schemas/Tree" } } },
  },
  Round: { $ref: "#/components/schemas/Round" },
}
const money = { $ref: "#/components/schemas/Money" }

test("types are told in a word or two", () => {
  const told = [
    { type: "string" },
    money,
    { type: "array", items: money },
    { type: "array", items: { anyOf: [{ type: "string" }, { type: "integer" }] } },
    { anyOf: [money, { type: "null" }] },
    { type: ["string", "null"] },
    { enum: ["a4", "letter"] },
    { const: "1.0" },
    { type: "object", additionalProperties: { type: "integer" } },
    {},
  ].map((schema) => typeWords(schema, schemas))
  expect(told).toEqual([
    "string",
    "Money",
    "Money[]",
    "(string or integer)[]",
    "Money or null",
    "string or null",
    `"a4" | "letter"`,
    `"1.0"`,
    "map of integer",
    "anything",
  ])
})

test("properties unfold through references, arrays and null, and stop where a schema holds itself", () => {
  const [price, tree] = propertiesOf(
    {
      type: "object",
      required: ["price"],
      properties: {
        price: { anyOf: [money, { type: "null" }], description: "what it costs" },
        tree: { $ref: "#/components/schemas/Tree" },
      },
    },
    schemas,
  )
  expect(price).toMatchObject({
    required: true,
    about: "what it costs",
    children: [{ name: "amount", required: true }, { name: "currency" }],
  })
  expect(tree?.children.map(({ name, children }) => [name, children.length])).toEqual([
    ["name", 0],
    ["branches", 0],
  ])
  expect(resolve({ $ref: "#/components/schemas/Round" }, schemas)).toBeNull()
})

test("rules are short, and bounds that only say 'a safe integer' are left out", () => {
  expect(rulesOf({ type: "string", minLength: 2, maxLength: 80 })).toEqual(["2 to 80 characters"])
  expect(rulesOf({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER, default: 20 })).toEqual(["at least 1", "default 20"])
  expect(rulesOf({ minLength: 64, maxLength: 64, pattern: "^x" })).toEqual(["64 characters", "matches ^x"])
})

const document: ApiDocument = openApiDocument(createApp(runNow))

test("every operation of the real document has its place, its own anchor, and a call without a hole", () => {
  const all = operationsByTag(document).flatMap(({ operations }) => operations)
  const inDocument = Object.values(document.paths ?? {}).flatMap((item) => Object.keys(item))
  expect(all).toHaveLength(inDocument.length)
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length)
  const real = document.components?.schemas ?? {}
  for (const operation of all) {
    const call = curlOf(operation, "https://shop.test", real)
    expect(call).toMatch(/^curl (-X [A-Z]+ )?'https:\/\/shop\.test\//)
    expect(call).not.toContain("undefined")
    expect(call.includes("Authorization")).toBe(operation.keyed)
    if (operation.body) expect(propertiesOf(operation.body, real), operation.id).not.toEqual([])
  }
})

test("the example of a brief is one that the API takes", () => {
  const brief = document.components?.schemas?.ProductBrief
  expect(brief && exampleOf(brief, schemas)).toEqual({ category: "freelance finances", audience: "freelance designers" })
})

test("every problem code has a page with words to mend it, at the address that documents name", () => {
  expect(Object.keys(problemWords).toSorted()).toEqual(Object.keys(errorCodes).toSorted())
  for (const [code, [status, title]] of Object.entries(errorCodes)) {
    const page = problemAt(code.replaceAll("_", "-"))
    expect(page).toMatchObject({ code, status, title })
    expect(page?.mend.length).toBeGreaterThan(0)
  }
  expect(problemAt("refused_by_policy")).toBeNull()
  expect(problemAt("nope")).toBeNull()
})
