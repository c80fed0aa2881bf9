import type { ErrorCode, errorCodes } from "#workers/errors.ts"

/** Status and title are typed by the API's own table, so a page cannot say another than the API answers. */
type ProblemWords = {
  [C in ErrorCode]: { status: (typeof errorCodes)[C][0]; title: (typeof errorCodes)[C][1]; means: string; mend: string[] }
}

/** One entry a problem code: what a caller should understand by it, and what to do. */
export const problemWords: ProblemWords = {
  invalid: {
    status: 422,
    title: "The request is not valid",
    means: "The request was read, but one or more of its fields are not what the call takes. Nothing was written.",
    mend: [
      "Look at errors: each entry names a field by its path and says what would be right.",
      "Leave out fields that the call does not know.",
      "Compare with the call's body in the API reference.",
    ],
  },
  malformed: {
    status: 400,
    title: "The request could not be read",
    means: "The body is not the JSON that its content type promises, or the request broke off.",
    mend: ["Send valid JSON in UTF-8 with Content-Type: application/json.", "Check quoting when you call from a shell."],
  },
  unauthorized: {
    status: 401,
    title: "Credentials are missing or wrong",
    means: "The call needs an API key, or the one that was sent is unknown or revoked.",
    mend: [
      "Send the key as Authorization: Bearer ax_….",
      "Make a key in the console under System; it is shown once.",
      "A wrong key is refused even where none is needed: leave the header out there.",
    ],
  },
  forbidden: {
    status: 403,
    title: "This actor may not do that",
    means: "The key is good but lacks the scope that the call needs, or a link does not belong to the thing it opens.",
    mend: ["Use a key with the scope that detail names: read, write or spend.", "Open an order by the whole link of its receipt."],
  },
  not_found: {
    status: 404,
    title: "There is no such thing",
    means: "No thing has this id or address, or you may not know of it.",
    mend: [
      "Check the id; ids tell their kind by their first letters: prd_ a product, drf_ a draft, ord_ an order, job_ a run.",
      "List the things first and take the id from there.",
    ],
  },
  conflict: {
    status: 409,
    title: "The thing is not in a state that allows this",
    means: "Somebody or something changed the thing before you, or it has not come as far as the call needs.",
    mend: ["Read the thing again and look at its status.", "Decide again on what it is now; a decision names the revision that was shown."],
  },
  gone: {
    status: 410,
    title: "It was here and is no longer",
    means: "A download link has expired, or the right to it ended with a refund.",
    mend: ["Open the order's page again: it makes fresh links while the right lasts."],
  },
  method_not_allowed: {
    status: 405,
    title: "This address does not take that method",
    means: "There is such an address, but it is called with another method.",
    mend: ["Use one of the methods that the Allow header names.", "Look the call up in the API reference."],
  },
  out_of_range: {
    status: 416,
    title: "The file does not have that range",
    means: "A Range header asked for bytes beyond the end of the file; Content-Range says how long it is.",
    mend: ["Ask for a range within the file, or leave the header out to get all of it."],
  },
  too_large: {
    status: 413,
    title: "The request is too large",
    means: "The body is over 6 MB.",
    mend: ["Send less in one call: split a source into several."],
  },
  unsupported: {
    status: 415,
    title: "This media type is not understood",
    means: "The body came with a content type that the call does not take.",
    mend: ["Send JSON with Content-Type: application/json."],
  },
  refused_by_policy: {
    status: 422,
    title: "A policy of this shop refuses it",
    means: "The request is well formed, but a rule of the shop says no: what may be made, which price, which refund.",
    mend: ["Read detail: it says which rule, and errors which field.", "Change that field; sending the same again gives the same answer."],
  },
  idempotency_conflict: {
    status: 422,
    title: "The Idempotency-Key was used for another request",
    means: "A key stands for one request. This one came before with another body.",
    mend: ["Use a new Idempotency-Key for a new request.", "To repeat a request, repeat its body to the letter."],
  },
  idempotency_running: {
    status: 409,
    title: "A request with this Idempotency-Key is still running",
    means: "The first request with this key has not ended, so its answer cannot be repeated yet.",
    mend: ["Wait for the seconds that Retry-After names, then send the same request again."],
  },
  rate_limited: {
    status: 429,
    title: "Too many requests",
    means: "More requests came from this key or address in a minute than RateLimit-Policy allows.",
    mend: ["Wait for the seconds that Retry-After names.", "Spread your calls, and page lists with a larger limit."],
  },
  upstream: {
    status: 502,
    title: "A service outside did not do its part",
    means: "The shop asked a payment provider, a channel or a model, and it failed or did not answer in time.",
    mend: ["Try again with the same Idempotency-Key: nothing is done twice.", "Look at the run or the order: detail names it."],
  },
  unavailable: {
    status: 503,
    title: "A setting or a service is missing",
    means: "The shop is set up wrongly, or a part that it needs is not there.",
    mend: ["The owner finds in detail which setting is wrong.", "Look at the status page for what works."],
  },
  internal: {
    status: 500,
    title: "Something went wrong on our side",
    means: "A defect of ours. It was logged with its request id, and nothing half-done stays.",
    mend: ["Try again once.", "If it stays, write to us with the requestId of the document."],
  },
}

const isCode = (code: string): code is ErrorCode => code in problemWords

/** `refused-by-policy` → its words; null for an address that no code has. */
export function problemAt(path: string) {
  const code = path.replaceAll("-", "_")
  return isCode(code) && !path.includes("_") ? { code, ...problemWords[code] } : null
}

export const problemPath = (code: string): string => `/problems/${code.replaceAll("_", "-")}`
