import { z } from "zod"
import type { DecisionType } from "#schemas/org.ts"
import type { Ctx } from "./context.ts"
import { AppError } from "./errors.ts"
import { raciRefusal, toolRefusal } from "./mandate.ts"

/** `shop` is what anyone may do; the others need a key or a session that carries them. */
export const Scope = z.enum(["shop", "read", "write", "spend"])
export type Scope = z.infer<typeof Scope>

/** What a policy in code says to a request that somebody outside may have put into the caller's mouth. */
export type Decision = { allowed: true } | { allowed: false; reason: string }

export type Spec<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> = {
  /** `noun.verb` */
  name: string
  /** One sentence for people and models. */
  about: string
  scope: Scope
  /** Who must agree when an agent asks: nobody, a policy in code, or a person. */
  approval: "none" | "policy" | "person"
  /** The decision that this executes: an agent must be accountable for it, or act under the mandate of who is. */
  decision?: DecisionType
  input: I
  output: O
  /** The policy of `approval: "policy"`: asked before `run` when the caller is tainted. Without it a tainted caller is refused. */
  decide?: (ctx: Ctx, input: z.output<I>) => Promise<Decision>
}

export type Operation<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> = ((
  ctx: Ctx,
  input: z.input<I>,
) => Promise<z.output<O>>) & {
  spec: Spec<I, O>
}

/** Any operation, when only its spec matters or its input is checked by itself. */
export type AnyOperation = ((ctx: Ctx, input: never) => Promise<unknown>) & { spec: Spec }

/**
 * The one way to write a verb of the business: checks the actor's scope, parses the input, runs, parses the output and
 * records the span. HTTP routes, tools and the console are views of the value that this returns.
 */
export function operation<I extends z.ZodType, O extends z.ZodType>(spec: Spec<I, O>) {
  return (run: (ctx: Ctx, input: z.output<I>) => Promise<z.input<O>>): Operation<I, O> => {
    const call = async (ctx: Ctx, input: z.input<I>): Promise<z.output<O>> => {
      if (!ctx.actor.scopes.includes(spec.scope))
        throw new AppError(
          "forbidden",
          `${spec.name} needs the scope "${spec.scope}"; this ${ctx.actor.kind} has ${ctx.actor.scopes.join(", ")}.`,
        )
      const stranger = spec.decision ? raciRefusal(ctx.actor, spec.decision) : toolRefusal(ctx.actor, spec)
      if (stranger) throw new AppError("forbidden", `${spec.name}: ${stranger}`)
      const parsed = spec.input.safeParse(input)
      if (!parsed.success) throw invalidInput(parsed.error)
      if (spec.scope === "spend" && ctx.actor.tainted) await policyAgrees(ctx, spec, parsed.data)
      const started = Date.now()
      try {
        const output = spec.output.parse(await run(ctx, parsed.data))
        ctx.log("operation", { operation: spec.name, actor: ctx.actor.id, ms: Date.now() - started, ok: true })
        return output
      } catch (error) {
        ctx.log("operation", { operation: spec.name, actor: ctx.actor.id, ms: Date.now() - started, ok: false, error: String(error) })
        throw error
      }
    }
    return Object.assign(call, { spec })
  }
}

/** Tainted text reaches money only through code: the operation's policy decides on the parsed input, never on what a model says about it. */
async function policyAgrees<I extends z.ZodType, O extends z.ZodType>(ctx: Ctx, spec: Spec<I, O>, input: z.output<I>): Promise<void> {
  const decision: Decision =
    spec.approval === "policy" && spec.decide
      ? await spec.decide(ctx, input)
      : {
          allowed: false,
          reason: `${spec.name} spends, and this ${ctx.actor.kind} acts on texts from outside; a person has to ask for it.`,
        }
  ctx.log("taint.decided", { operation: spec.name, actor: ctx.actor.id, allowed: decision.allowed })
  if (!decision.allowed) throw new AppError("refused_by_policy", decision.reason)
}

/** A zod error as our own: every field named, with what would be right. */
export function invalidInput(error: z.ZodError): AppError {
  const fields = error.issues.flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => ({ field: [...issue.path, key].join("/"), message: "This field is not known; leave it out." }))
      : [{ field: issue.path.join("/"), message: issue.message }],
  )
  const first = fields[0]
  return new AppError("invalid", first ? `${first.field || "body"}: ${first.message}` : "The request is not valid.", { fields })
}
