/** A "no" in the form of SP-API: `{errors: [{code, message, details}]}`. */
export class AmazonRefusal extends Error {
  override name = "AmazonRefusal"
  readonly status: number
  readonly code: string
  readonly details: string
  constructor(status: number, code: string, message: string, details = "") {
    super(message)
    this.status = status
    this.code = code
    this.details = details
  }
}

export const invalid = (details: string) => new AmazonRefusal(400, "InvalidInput", "Invalid input", details)

export const refusalReply = ({ status, code, message, details }: AmazonRefusal, headers: Record<string, string> = {}) =>
  Response.json({ errors: [{ code, message, details }] }, { status, headers })

export const expiredToken = () =>
  new AmazonRefusal(403, "Unauthorized", "Access to requested resource is denied.", "The access token you provided has expired.")
