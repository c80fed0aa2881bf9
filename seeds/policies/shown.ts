import refunds from "./pages/refunds.md?raw"
import terms from "./pages/terms.md?raw"

/** The policies as buyers read them, Markdown: evidence quotes them. */
export const refundPolicy: string = refunds
export const termsOfSale: string = terms
