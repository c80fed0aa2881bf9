import type Stripe from "stripe"
import { newId } from "./ids.ts"
import { invalid } from "./refusal.ts"
import type { StripeStore } from "./store.ts"

const kinds: Record<string, string> = { "application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png" }
const mostBytes = 5_000_000

/** POST /v1/files: evidence is a PDF or a picture of at most 5 MB. The same key gives the same file. */
export async function createFile(store: StripeStore, request: Request): Promise<Stripe.File> {
  const key = request.headers.get("idempotency-key") ?? ""
  const form = await request.formData()
  const kept = key ? store.uploads.get(key) : null
  const before = kept && store.files.get(kept.file)
  if (before) return before
  const [file, purpose] = [form.get("file"), form.get("purpose")]
  if (purpose !== "dispute_evidence") throw invalid("The sandbox takes files for the purpose dispute_evidence only.", { param: "purpose" })
  if (!(file instanceof File)) throw invalid("Missing required param: file.", { code: "parameter_missing", param: "file" })
  const type = kinds[file.type]
  if (!type) throw invalid(`The file type ${file.type} is not accepted for dispute evidence: use PDF, JPEG or PNG.`, { param: "file" })
  if (file.size > mostBytes) throw invalid("The file is larger than 5 MB.", { param: "file" })
  const made = {
    id: newId("file_1"),
    object: "file" as const,
    created: store.seconds(),
    expires_at: null,
    filename: file.name,
    links: null,
    purpose,
    size: file.size,
    title: null,
    type,
    url: null,
  }
  store.ground.rows.putFile(made.id, new Uint8Array(await file.arrayBuffer()))
  if (key) store.uploads.put(key, { file: made.id })
  return store.files.put(made.id, made)
}
