import { policyChanged } from "../misbehave.ts"
import type { Ground } from "../twin.ts"
import openapi from "./openapi.json"

/** Etsy's document as far as the twin plays it, at the address where Etsy publishes the whole; after a change of policy a field is required. */
export function contractRoute({ rows }: Pick<Ground, "rows">): Response {
  if (!policyChanged(rows)) return Response.json(openapi)
  const changed = structuredClone(openapi)
  const form =
    changed.paths["/v3/application/shops/{shop_id}/listings"].post.requestBody.content["application/x-www-form-urlencoded"].schema
  const properties = { ...form.properties, production_partner_ids: { type: "array", nullable: true } }
  Object.assign(form, { required: [...form.required, "production_partner_ids"], properties })
  return Response.json(changed)
}
