import {
  buildClientSchema,
  buildSchema,
  execute,
  getNamedType,
  getVariableValues,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  NoDeprecatedCustomRule,
  parse,
  specifiedRules,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from "graphql"
import type { GraphQLInputType, GraphQLSchema, IntrospectionQuery } from "graphql"
import { expect, test } from "vitest"
import { shopifySchema } from "#workers/sandbox/shopify/schema.ts"
import { vendorContract } from "#workers/test/contracts.ts"
import { makeListing } from "#workers/test/listing.ts"
import { recordedSandbox } from "#workers/test/twins.ts"
import { shopifyVersion } from "./shopify-client.ts"
import { contractDocument, contractPart } from "./shopify-contract.ts"
import { shopifyDocuments } from "./shopify-documents.ts"
import { shopifyUses } from "./shopify-uses.ts"
import { shopify, shopifyEnv } from "./shopify.ts"

const contract = vendorContract(`shopify/admin_${shopifyVersion}.introspection.json.gz`)

function schemaOf(from: typeof contract): GraphQLSchema {
  const read = from.read<{ data?: IntrospectionQuery } & IntrospectionQuery>()
  return buildClientSchema(read.data ?? read)
}
const vendorSchema = () => schemaOf(contract)

type Sent = { query: string; variables: Record<string, unknown>; answer: { data?: Record<string, unknown> } }

/** Everything that the adapter says to Shopify in the life of one listing, with what the twin answered. */
async function wholeLife(): Promise<Sent[]> {
  const sandbox = recordedSandbox()
  const channel = shopify({ ...shopifyEnv.parse({}), SANDBOX_URL: sandbox.url }, { fetch: sandbox.fetch, now: () => new Date() })
  const listing = makeListing()
  const { remoteId, url } = await channel.publish(listing)
  await channel.update(remoteId, { ...listing, title: "Another edition", images: listing.images.slice(1) })
  await sandbox.fetch(`${url}/buy`, { method: "POST", body: "quantity=2" })
  await channel.orders({ since: new Date(0) })
  await channel.readBack(remoteId)
  await channel.health()
  await channel.withdraw(remoteId)
  return sandbox.exchanges
    .filter(({ url: { pathname } }) => pathname.endsWith("/graphql.json"))
    .map(({ body, answer }) => ({ ...JSON.parse(String(body)), answer }))
}

/** Notes the fields of an input that a value really has. */
function noteInput(uses: Map<string, Set<string>>, type: GraphQLInputType, value: unknown): void {
  const named = getNamedType(type)
  if (Array.isArray(value)) for (const one of value) noteInput(uses, named, one)
  else if (isEnumType(named) && typeof value === "string") note(uses, named.name, value)
  else if (isInputObjectType(named) && value && typeof value === "object")
    for (const [key, inner] of Object.entries(value)) {
      const field = named.getFields()[key]
      if (!field || inner === undefined) continue
      note(uses, named.name, key)
      noteInput(uses, field.type, inner)
    }
}
const note = (uses: Map<string, Set<string>>, type: string, use: string) => {
  uses.set(type, (uses.get(type) ?? new Set()).add(use))
}

test.skipIf(contract.missing)(
  "every document that the adapter sends is valid for Shopify's whole schema and uses nothing deprecated",
  () => {
    const schema = vendorSchema()
    const judge = (document: string) =>
      validate(schema, parse(document), [...specifiedRules, NoDeprecatedCustomRule]).map((fault) => fault.message)
    for (const [name, document] of Object.entries(shopifyDocuments)) expect({ name, faults: judge(document) }).toEqual({ name, faults: [] })
    expect(judge("query { publications(first: 1) { nodes { name } } }")).toEqual([expect.stringContaining("Catalog.title")])
  },
)

test.skipIf(contract.missing)("the twin's schema is a true subset of Shopify's: every type, field, argument and enum value", () => {
  const whole = vendorSchema()
  const strange: string[] = []
  for (const type of Object.values(buildSchema(shopifySchema).getTypeMap())) {
    const real = whole.getType(type.name)
    if (type.name.startsWith("__") || ["Boolean", "Float"].includes(type.name)) continue
    if (!real) strange.push(type.name)
    if (isEnumType(type) && isEnumType(real))
      for (const { name } of type.getValues()) if (!real.getValue(name)) strange.push(`${type.name}.${name}`)
    if (isInputObjectType(type) && isInputObjectType(real))
      for (const field of Object.values(type.getFields()))
        if (String(real.getFields()[field.name]?.type) !== String(field.type)) strange.push(`${type.name}.${field.name}`)
    if ((isObjectType(type) || isInterfaceType(type)) && (isObjectType(real) || isInterfaceType(real)))
      for (const field of Object.values(type.getFields())) {
        const other = real.getFields()[field.name]
        if (String(other?.type) !== String(field.type)) strange.push(`${type.name}.${field.name}: ${field.type} ≠ ${other?.type}`)
        for (const argument of field.args)
          if (String(other?.args.find(({ name }) => name === argument.name)?.type) !== String(argument.type))
            strange.push(`${type.name}.${field.name}(${argument.name})`)
      }
  }
  expect(strange).toEqual([])
})

test("every document that the adapter sends is valid for the twin's schema", () => {
  const schema = buildSchema(shopifySchema)
  for (const [name, document] of Object.entries(shopifyDocuments))
    expect({ name, faults: validate(schema, parse(document)) }).toEqual({ name, faults: [] })
})

test.skipIf(contract.missing)("what the adapter sends and what the twin answers are both true by Shopify's own schema", async () => {
  const schema = vendorSchema()
  const sent = await wholeLife()
  const names = new Set(
    Object.entries(shopifyDocuments).flatMap(([name, text]) => (sent.some(({ query }) => query === text) ? [name] : [])),
  )
  // `lines` is for orders of more than five lines, which the twin's shoppers cannot make.
  expect(Object.keys(shopifyDocuments).filter((name) => !names.has(name))).toEqual(["lines"])
  for (const { query, variables, answer } of sent) {
    const document = parse(query)
    const [operation] = document.definitions
    if (operation?.kind !== "OperationDefinition") throw new Error("A document begins with its operation.")
    const { errors } = getVariableValues(schema, operation.variableDefinitions ?? [], variables)
    expect({ query, errors: errors ?? [] }).toEqual({ query, errors: [] })
    // The answer is resolved again through Shopify's types: a null where none may be, or a strange enum value, is an error.
    const told = await execute({
      schema,
      document,
      variableValues: variables,
      rootValue: answer.data,
      fieldResolver: (source: Record<string, unknown>, _args, _context, info) => source[info.path.key],
      typeResolver: () => "MediaImage",
    })
    expect({ query, told: JSON.parse(JSON.stringify(told)) }).toEqual({ query, told: { data: answer.data } })
  }
  const strange = getVariableValues(schema, variablesOf(shopifyDocuments.archive), { product: { id: "1", status: "GONE" } })
  expect(strange.errors?.[0]?.message).toContain("GONE")
})

const variablesOf = (text: string) => {
  const [operation] = parse(text).definitions
  return operation?.kind === "OperationDefinition" ? (operation.variableDefinitions ?? []) : []
}

test.skipIf(contract.missing)("the list of what we use of Shopify is what the documents and the calls use", async () => {
  const schema = vendorSchema()
  const uses = new Map<string, Set<string>>()
  const info = new TypeInfo(schema)
  for (const text of Object.values(shopifyDocuments))
    visit(
      parse(text),
      visitWithTypeInfo(info, {
        Field: (node) => {
          const given = (node.arguments ?? []).map(({ name }) => name.value)
          note(uses, info.getParentType()?.name ?? "", given.length ? `${node.name.value}(${given.join(",")})` : node.name.value)
        },
      }),
    )
  for (const { query, variables } of await wholeLife())
    for (const { variable, type } of variablesOf(query)) {
      const named = type.kind === "NonNullType" ? type.type : type
      const inner = named.kind === "ListType" ? named.type : named
      const name = inner.kind === "NonNullType" ? inner.type : inner
      const found = name.kind === "NamedType" ? schema.getType(name.name.value) : undefined
      if (found && (isInputObjectType(found) || isEnumType(found))) noteInput(uses, found, variables[variable.name.value])
    }
  // What we read back by name.
  const known = {
    ProductStatus: ["ACTIVE", "ARCHIVED", "DRAFT", "UNLISTED"],
    MediaStatus: ["FAILED", "READY"],
    OrderDisplayFinancialStatus: ["EXPIRED", "PAID", "PARTIALLY_REFUNDED", "REFUNDED", "VOIDED"],
  }
  for (const [type, values] of Object.entries(known)) for (const value of values) note(uses, type, value)
  const sorted = Object.fromEntries(
    Array.from(uses, ([type, list]) => [type, Array.from(list).sort()] as const).sort(([a], [b]) => (a < b ? -1 : 1)),
  )
  expect(shopifyUses).toEqual(sorted)
})

const partOf = async (schema: GraphQLSchema) =>
  contractPart(JSON.parse(JSON.stringify((await execute({ schema, document: parse(contractDocument) })).data)))

test.skipIf(contract.missing)("the twin's contract is Shopify's, and a change of policy shows in the fingerprint", async () => {
  expect(await partOf(buildSchema(shopifySchema))).toEqual(await partOf(vendorSchema()))
  const sandbox = recordedSandbox()
  const channel = shopify({ ...shopifyEnv.parse({}), SANDBOX_URL: sandbox.url }, { fetch: sandbox.fetch, now: () => new Date() })
  const before = await channel.contract?.fingerprint()
  expect(before).toMatch(/^[0-9a-f]{64}$/)
  const tell = (how: string) => sandbox.fetch(`${sandbox.url}/sandbox/misbehave/shopify`, { method: "POST", body: JSON.stringify({ how }) })
  await tell("policy-change")
  expect(await channel.contract?.fingerprint()).not.toBe(before)
  await expect(channel.publish(makeListing())).rejects.toThrow(/seo/)
  await tell("behave")
  expect(await channel.contract?.fingerprint()).toBe(before)
})

for (const [version, expected] of [
  ["2026-07", {}],
  ["2026-04", {}],
] as const) {
  const older = vendorContract(`shopify/admin_${version}.introspection.json.gz`)
  test.skipIf(older.missing || contract.missing)(
    `what differs between Shopify ${version} and the pinned version, of what we use`,
    async () => {
      const [before, now] = [await partOf(schemaOf(older)), await partOf(vendorSchema())]
      const differing = Object.keys(now).filter((type) => JSON.stringify(before[type]) !== JSON.stringify(now[type]))
      expect(Object.fromEntries(differing.map((type) => [type, { before: before[type], now: now[type] }]))).toEqual(expected)
    },
  )
}

test.skipIf(contract.missing)("no mutation that we send asks for an idempotency key", () => {
  const mutations = vendorSchema().getMutationType()?.getFields() ?? {}
  const demanding = Object.values(mutations).filter(({ description }) => description?.includes("@idempotent"))
  expect(demanding.map(({ name }) => name)).toContain("refundCreate")
  const text = Object.values(shopifyDocuments).join("\n")
  expect(demanding.filter(({ name }) => new RegExp(`\\b${name}\\b`).test(text))).toEqual([])
})
