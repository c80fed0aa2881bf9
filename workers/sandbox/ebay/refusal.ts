type Detail = {
  status?: number
  domain?: string
  category?: "REQUEST" | "APPLICATION"
  parameters?: Record<string, string>
  headers?: Record<string, string>
}

/** A "no" in eBay's own shape: `{errors: [...]}`. */
export class EbayRefusal extends Error {
  override name = "EbayRefusal"
  readonly errorId: number
  readonly detail: Detail
  constructor(errorId: number, message: string, detail: Detail = {}) {
    super(message)
    this.errorId = errorId
    this.detail = detail
  }
  answer(): Response {
    const { status = 400, domain = "API_INVENTORY", category = "REQUEST", parameters = {}, headers } = this.detail
    const error = {
      errorId: this.errorId,
      domain,
      category,
      message: this.message,
      longMessage: this.message,
      parameters: Object.entries(parameters).map(([name, value]) => ({ name, value })),
    }
    return Response.json({ errors: [error] }, { status, headers })
  }
}

/** A value of a field that eBay does not take. */
export const badValue = (fieldName: string, why = "") =>
  new EbayRefusal(25709, `Invalid value for ${fieldName}.${why ? ` ${why}` : ""}`, { parameters: { fieldName } })
