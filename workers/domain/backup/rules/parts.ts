/** Rows a query, and rows a part: small enough for a Worker's memory, large enough that a shop is not a thousand objects. */
export const pageRows = 250
export const partRows = 1000
