/** The embedded composer writes English from what the shop knows; this says which field it cannot write from, and why. */
export class CannotCompose extends Error {
  readonly field: string
  readonly reason: string

  constructor(field: string, reason: string) {
    super(`${field}: ${reason}`)
    this.name = "CannotCompose"
    this.field = field
    this.reason = reason
  }
}
