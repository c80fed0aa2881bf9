import { parse } from "qs"
import { z } from "zod"
import { invalid, type StripeRefusal } from "./refusal.ts"

// Everything arrives as text in a form; these read it as Stripe does and keep Stripe's error codes apart.
const refuse = (code: string, message: string) => ({ error: () => `${code}|${message}` })
export const text = (max = 5000) => z.string().min(1, refuse("parameter_invalid_empty", "You passed an empty string for")).max(max)
export const int = () =>
  z
    .string()
    .regex(/^-?\d+$/, refuse("parameter_invalid_integer", "Invalid integer"))
    .transform(Number)
export const bool = () => z.enum(["true", "false"]).transform((value) => value === "true")
export const url = () => z.string().refine((value) => /^https?:\/\/[^\s/]+/.test(value), refuse("url_invalid", "Not a valid URL"))
export const email = () =>
  z.string().refine((value) => z.email().safeParse(value).success, refuse("email_invalid", "Invalid email address"))
export const metadata = () =>
  z
    .record(z.string().max(40), z.string().max(500))
    .refine((map) => Object.keys(map).length <= 50, "Metadata can have up to 50 keys")
    .default({})

/** `line_items[0][price_data]` */
const bracketed = (path: readonly PropertyKey[]) => path.map((part, n) => (n ? `[${String(part)}]` : String(part))).join("")

/** Reads a form by the schema; the first fault is thrown as Stripe words it. `real` names what Stripe knows and we do not play. */
export function readParams<S extends z.ZodType>(schema: S, body: string, real: readonly string[] = []): z.output<S> {
  const form = parse(body, { depth: 10, arrayLimit: 200, parameterLimit: 2000 })
  const read = schema.safeParse(form)
  if (read.success) return read.data
  const unknown = read.error.issues.find((issue) => issue.code === "unrecognized_keys")
  throw refusalFor(unknown ?? read.error.issues[0], real)
}

function refusalFor(issue: z.core.$ZodIssue | undefined, real: readonly string[]): StripeRefusal {
  if (!issue) return invalid("Invalid request.")
  if (issue.code === "unrecognized_keys") {
    const param = bracketed([...issue.path, issue.keys[0] ?? ""])
    if (real.includes(param)) return invalid(`The sandbox does not play the parameter ${param} yet; Stripe has it.`, { param })
    return invalid(`Received unknown parameter: ${param}`, { code: "parameter_unknown", param })
  }
  const param = bracketed(issue.path)
  if (issue.code === "invalid_type" && issue.message.includes("undefined"))
    return invalid(`Missing required param: ${param}.`, { code: "parameter_missing", param })
  if (issue.code === "invalid_value") return invalid(`Invalid ${param}: must be one of ${issue.values.join(", ")}`, { param })
  const [code, message] = issue.message.includes("|") ? issue.message.split("|") : [undefined, issue.message]
  return invalid(`${message}: ${param}`, { code, param })
}
