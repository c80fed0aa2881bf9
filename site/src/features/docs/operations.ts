import { exampleOf } from "./example.ts"
import type { Schema, Schemas } from "./schema.ts"

type Parameter = { name: string; in: string; required?: boolean; description?: string; schema?: Schema }
type Media = Readonly<Record<string, { schema?: Schema }>>
type OpenOperation = {
  operationId?: string
  tags?: string[]
  summary?: string
  description?: string
  security?: unknown[]
  parameters?: ({ $ref: string } | Parameter)[]
  requestBody?: { $ref: string } | { content: Media }
  responses?: Readonly<Record<string, { description?: string; content?: Media }>>
}
const methods = ["get", "post", "put", "patch", "delete"] as const
type PathItem = Partial<Record<(typeof methods)[number], OpenOperation>>
export type ApiDocument = {
  info: { title: string; version: string; description?: string }
  tags?: { name: string; description?: string }[]
  paths?: Readonly<Record<string, PathItem>>
  components?: { schemas?: Schemas }
}

export type Answer = { status: string; about: string; mediaType: string | null; schema: Schema | null }
export type ApiOperation = {
  id: string
  tag: string
  method: string
  path: string
  summary: string
  keyed: boolean
  parameters: Parameter[]
  body: Schema | null
  answers: Answer[]
  problems: Answer[]
}

const first = (content: Media | undefined): { mediaType: string; schema: Schema | null } | null => {
  const [entry] = Object.entries(content ?? {})
  return entry ? { mediaType: entry[0], schema: entry[1].schema ?? null } : null
}

function readOperation(method: string, path: string, operation: OpenOperation): ApiOperation {
  const answers = Object.entries(operation.responses ?? {}).map(([status, { description, content }]) => {
    const media = first(content)
    return { status, about: description ?? "", mediaType: media?.mediaType ?? null, schema: media?.schema ?? null }
  })
  const { requestBody } = operation
  return {
    id: operation.operationId ?? `${method}-${path.replaceAll(/\W+/g, "-")}`,
    tag: operation.tags?.[0] ?? "other",
    method: method.toUpperCase(),
    path,
    summary: operation.summary ?? operation.description ?? "",
    keyed: (operation.security?.length ?? 0) > 0,
    parameters: (operation.parameters ?? []).flatMap((parameter) => ("name" in parameter ? [parameter] : [])),
    body: requestBody && "content" in requestBody ? (first(requestBody.content)?.schema ?? null) : null,
    answers: answers.filter(({ mediaType }) => mediaType !== "application/problem+json"),
    problems: answers.filter(({ mediaType }) => mediaType === "application/problem+json"),
  }
}

/** The document's operations by tag, in the order of its tags and then of its paths; tags that nobody uses are left out. */
export function operationsByTag(document: ApiDocument): { name: string; about: string; operations: ApiOperation[] }[] {
  const all = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = item[method]
      return operation ? [readOperation(method, path, operation)] : []
    }),
  )
  const told = (document.tags ?? []).map(({ name, description }) => ({ name, about: description ?? "" }))
  const untold = [...new Set(all.map(({ tag }) => tag))].filter((tag) => !told.some(({ name }) => name === tag))
  return [...told, ...untold.map((name) => ({ name, about: "" }))]
    .map((tag) => ({ ...tag, operations: all.filter((operation) => operation.tag === tag.name) }))
    .filter(({ operations }) => operations.length > 0)
}

/** A call that can be pasted into a shell, with the required parameters and an example body. */
export function curlOf({ method, path, keyed, parameters, body }: ApiOperation, origin: string, schemas: Schemas): string {
  const query = parameters.filter((parameter) => parameter.in === "query" && parameter.required)
  const search = query.map(({ name }) => `${name}=${name.toUpperCase()}`).join("&")
  const url = `${origin}${path.replaceAll(/\{(\w+)\}/g, (_, name: string) => name.toUpperCase())}${search && `?${search}`}`
  const json = body ? JSON.stringify(exampleOf(body, schemas), null, 2).replaceAll("'", String.raw`'\''`) : null
  const parts = [
    `curl ${method === "GET" ? "" : `-X ${method} `}'${url}'`,
    ...(keyed ? [`-H "Authorization: Bearer $AUTONOMAX_KEY"`] : []),
    ...(json === null ? [] : ["-H 'Content-Type: application/json'", `-d '${json}'`]),
  ]
  return parts.join(" \\\n  ")
}
