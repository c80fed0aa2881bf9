import { BadSettings } from "./env.ts"
import { AppError, errorCodes, type ErrorCode, type FieldError } from "./errors.ts"

export type Problem = { code: ErrorCode; detail: string; fields: FieldError[]; retryAfter?: number }

/** An error as what its caller can understand, or null when it is a defect of ours. */
export function problemOf(error: unknown): Problem | null {
  if (error instanceof AppError) return { code: error.code, detail: error.message, fields: error.fields, retryAfter: error.retryAfter }
  if (error instanceof BadSettings) return { code: "unavailable", detail: error.message, fields: [] }
  // The composer's refusal names the field of the brief that it cannot write from.
  if (error instanceof Error && error.name === "CannotCompose" && "field" in error && typeof error.field === "string")
    return { code: "invalid", detail: error.message, fields: [{ field: error.field, message: error.message }] }
  return null
}

/** A recorded problem thrown again where somebody waits for it. */
export function rethrow(problem: unknown): void {
  if (typeof problem !== "object" || problem === null || !("code" in problem) || !("detail" in problem)) return
  const { code, detail } = problem
  if (typeof code !== "string" || typeof detail !== "string" || !(code in errorCodes)) return
  const fields = "fields" in problem && Array.isArray(problem.fields) ? problem.fields : []
  // The keys were compared with the table a line above.
  throw new AppError(code as ErrorCode, detail, { fields })
}
