/** What an operation threw, as a form needs it. */
export type Failure = { code: string; message: string; fields: Record<string, string> }

type Thrown = Error & { code: string; fields: { field: string; message: string }[] }

const isThrown = (error: unknown): error is Thrown =>
  error instanceof Error && "code" in error && typeof error.code === "string" && "fields" in error && Array.isArray(error.fields)

/** Runs an operation. What its caller can mend comes back as a failure; a defect is thrown on, and the 500 page answers. */
export async function attempt<T>(run: () => Promise<T>): Promise<{ ok: true; value: T } | { ok: false; failure: Failure }> {
  try {
    return { ok: true, value: await run() }
  } catch (error) {
    if (!isThrown(error) || error.code === "internal") throw error
    const fields = Object.fromEntries(error.fields.map(({ field, message }) => [field.split("/")[0] ?? field, message]))
    return { ok: false, failure: { code: error.code, message: error.message, fields } }
  }
}

const statuses: Record<string, number> = { conflict: 409, gone: 410, rate_limited: 429, upstream: 502, unavailable: 503 }

/** The HTTP status of a page that shows a failure beside its form. */
export const failureStatus = (failure: Failure): number => statuses[failure.code] ?? 422

/** The form that was posted, or null when none was. A body that is no form reads as an empty one, which its operation refuses. */
export async function postedForm(request: Request): Promise<FormData | null> {
  if (request.method !== "POST") return null
  try {
    return await request.formData()
  } catch {
    return new FormData()
  }
}

/** One text field of a form, trimmed; a file or a missing field reads as empty. */
export function textOf(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === "string" ? value.trim() : ""
}
