type Parameter = { name?: string; in?: string; schema?: unknown; required?: boolean; type?: string; items?: unknown; enum?: unknown[] }
type Operation = { parameters?: Parameter[]; responses?: Record<string, { description?: string; schema?: unknown }> }
type Swagger = { info: unknown; paths: Record<string, Record<string, Operation>>; definitions: unknown }

/**
 * A Swagger 2 document as OpenAPI 3.0, as far as validating needs it: bodies and answers get a media type, parameters a schema,
 * and definitions become components. The type is the caller's word for an OpenAPI document.
 */
export function fromSwagger<T>({ info, paths, definitions }: Swagger): T {
  const document = {
    openapi: "3.0.3",
    info,
    paths: Object.fromEntries(Object.entries(paths).map(([path, methods]) => [path, inEach(methods)])),
    components: { schemas: definitions },
  }
  return JSON.parse(JSON.stringify(document).replaceAll("#/definitions/", "#/components/schemas/"))
}

const methods = ["get", "put", "post", "patch", "delete"]

const inEach = (operations: Record<string, Operation>) =>
  Object.fromEntries(
    Object.entries(operations)
      .filter(([method]) => methods.includes(method))
      .map(([method, operation]) => [method, operationOf(operation)]),
  )

function operationOf({ parameters = [], responses = {}, ...rest }: Operation) {
  const body = parameters.find((one) => one.in === "body")
  const json = (schema: unknown) => ({ "application/json": { schema } })
  return {
    ...rest,
    parameters: parameters
      .filter((one) => one.in !== "body")
      .map(({ name, in: place, required, type, items, enum: values }) => ({
        name,
        in: place,
        required,
        schema: { type, items, enum: values },
      })),
    ...(body ? { requestBody: { required: true, content: json(body.schema) } } : {}),
    responses: Object.fromEntries(
      Object.entries(responses).map(([status, { description = "", schema }]) => [
        status,
        { description, ...(schema ? { content: json(schema) } : {}) },
      ]),
    ),
  }
}
