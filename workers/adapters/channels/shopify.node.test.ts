import {
  buildClientSchema,
  buildSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  NoDeprecatedCustomRule,
  parse,
  specifiedRules,
  validate,
} from "graphql"
import type { GraphQLSchema, IntrospectionQuery } from "graphql"
import { expect, test } from "vitest"
import { shopifySchema } from "#workers/sandbox/shopify/schema.ts"
import { vendorContract } from "#workers/test/contracts.ts"
import { shopifyVersion } from "./shopify-client.ts"
import { shopifyDocuments } from "./shopify-documents.ts"

const contract = vendorContract(`shopify/admin_${shopifyVersion}.introspection.json.gz`)

function vendorSchema(): GraphQLSchema {
  const read = contract.read<{ data?: IntrospectionQuery } & IntrospectionQuery>()
  return buildClientSchema(read.data ?? read)
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
