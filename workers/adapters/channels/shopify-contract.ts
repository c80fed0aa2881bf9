import { z } from "zod"
import { canonical, sha256 } from "#workers/lib/hash.ts"
import type { Contract } from "./channel.ts"
import { shopifySunset, shopifyVersion, type Ask } from "./shopify-client.ts"
import { shopifyUses } from "./shopify-uses.ts"

type TypeRef = { kind: string; name: string | null; ofType?: TypeRef | null }
const TypeRef: z.ZodType<TypeRef> = z.lazy(() => z.object({ kind: z.string(), name: z.string().nullable(), ofType: TypeRef.nullish() }))
const Value = z.object({ name: z.string(), defaultValue: z.string().nullable(), type: TypeRef })
const Described = z.object({
  kind: z.string(),
  name: z.string(),
  fields: z.array(z.object({ name: z.string(), args: z.array(Value), type: TypeRef })).nullable(),
  inputFields: z.array(Value).nullable(),
  enumValues: z.array(z.object({ name: z.string() })).nullable(),
})
type Described = z.output<typeof Described>
const Answer = z.record(z.string(), Described.nullable())

/** Asks for the definition of each type that our documents touch, under an alias of its own name. */
export const contractDocument = `query AutonomaxContract {
  ${Object.keys(shopifyUses)
    .map((name) => `${name}: __type(name: "${name}") { ...Described }`)
    .join("\n  ")}
}
fragment Described on __Type {
  kind
  name
  fields(includeDeprecated: true) { name args(includeDeprecated: true) { ...Value } type { ...Ref } }
  inputFields(includeDeprecated: true) { ...Value }
  enumValues(includeDeprecated: true) { name }
}
fragment Value on __InputValue { name defaultValue type { ...Ref } }
fragment Ref on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }`

const spelled = ({ kind, name, ofType }: TypeRef): string =>
  kind === "NON_NULL" && ofType ? `${spelled(ofType)}!` : kind === "LIST" && ofType ? `[${spelled(ofType)}]` : (name ?? "?")

/** What we give, and what we would have to give: a new required field breaks us although we never named it. */
const kept = (values: z.output<typeof Value>[], used: string[]) =>
  Object.fromEntries(
    values
      .filter(({ name, type, defaultValue }) => used.includes(name) || (type.kind === "NON_NULL" && defaultValue === null))
      .map(({ name, type }) => [name, spelled(type)]),
  )

function part(type: Described | null | undefined, used: string[]): unknown {
  if (!type) return null
  if (type.inputFields) return kept(type.inputFields, used)
  if (type.enumValues) return used.filter((name) => type.enumValues?.some((value) => value.name === name))
  const wanted = new Map(used.map((use) => [use.split("(")[0], /\((.*)\)/.exec(use)?.[1]?.split(",") ?? []]))
  return Object.fromEntries(
    (type.fields ?? []).flatMap(({ name, args, type: of }) => {
      const given = wanted.get(name)
      return given ? [[name, { type: spelled(of), args: kept(args, given) }]] : []
    }),
  )
}

/** The part of Shopify's schema that we stand on, from its answer to `contractDocument`. */
export function contractPart(answer: unknown): Record<string, unknown> {
  const types = Answer.parse(answer)
  return Object.fromEntries(Object.entries(shopifyUses).map(([name, used]) => [name, part(types[name], used)]))
}

/** The pinned version, and a fingerprint of the types, fields, arguments and inputs that our documents use. */
export const shopifyContract = (ask: Ask): Contract => ({
  version: shopifyVersion,
  sunset: shopifySunset,
  fingerprint: async () => sha256(canonical(contractPart(await ask(contractDocument, {}, z.unknown())))),
})
