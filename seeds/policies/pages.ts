import { PolicyPage, policyPages, type PolicyPageId } from "#schemas/knowledge.ts"
import { brand } from "../brand.ts"
import licence from "./pages/licence.md?raw"
import privacy from "./pages/privacy.md?raw"
import refunds from "./pages/refunds.md?raw"
import terms from "./pages/terms.md?raw"

const sources: Record<PolicyPageId, string> = { terms, privacy, refunds, licence }
const facts: Record<string, string> = { name: brand.name, legalName: brand.legalName, supportEmail: brand.supportEmail }

/** A legal page with the brand's names filled in; `markdown` is the body below the title and the date. */
export function policyPage(id: PolicyPageId): PolicyPage {
  const [, title = "", updated = "", body = ""] = /^# (.+)\n\nUpdated: (\S+)\n\n([\s\S]+)$/.exec(sources[id]) ?? []
  return PolicyPage.parse({ id, title, updated, markdown: body.replace(/\{\{(\w+)\}\}/g, (whole, key: string) => facts[key] ?? whole) })
}

/** All legal pages in the order of the footer. */
export function allPolicyPages(): PolicyPage[] {
  return policyPages.map(policyPage)
}
