import { OpenAPIHono, type RouteConfig, z } from "@hono/zod-openapi"
import type { Ctx } from "#workers/context.ts"
import type { Bindings } from "#workers/env.ts"
import { invalidInput } from "#workers/operation.ts"
import { ProblemDocument } from "./problem.ts"

export type AppEnv = { Bindings: Bindings; Variables: { ctx: Ctx; requestId: string } }

/** A router whose every refusal is our own error, so that one handler words it. */
export const createRouter = () =>
  new OpenAPIHono<AppEnv>({
    defaultHook: (result) => {
      if (!result.success) throw invalidInput(result.error)
    },
  })

const problem = (description: string) => ({ description, content: { "application/problem+json": { schema: ProblemDocument } } })

/** The answers that any route may give beside its own. */
export const problems = {
  400: problem("The request could not be read"),
  401: problem("Credentials are missing or wrong"),
  403: problem("The key lacks the scope"),
  404: problem("There is no such thing"),
  409: problem("Not in a state that allows this"),
  410: problem("It was here and is no longer"),
  405: problem("This address does not take that method"),
  413: problem("The request is too large"),
  415: problem("The body is not JSON"),
  416: problem("The file does not have that range"),
  422: problem("A field is not valid, or a policy refuses it"),
  429: problem("Too many requests"),
  500: problem("A defect on our side"),
  502: problem("A service outside failed"),
  503: problem("A setting or a service is missing"),
} satisfies RouteConfig["responses"]

export const json = <T extends z.ZodType>(schema: T, description: string) => ({ description, content: { "application/json": { schema } } })
export const body = <T extends z.ZodType>(schema: T) => ({ body: { required: true, content: { "application/json": { schema } } } })

/** Routes that need a key; the document says so, middleware/authenticate.ts enforces it. */
export const keyed = { security: [{ bearer: [] }] }
export const IdempotencyHeader = z.object({
  "idempotency-key": z.string().min(1).max(255).optional().describe("The same key and body give the same answer for a day"),
})
export const PreferHeader = z.object({
  ...IdempotencyHeader.shape,
  prefer: z.string().optional().describe("respond-async answers 202 with a job at once"),
})
