import type { APIRoute } from "astro"

/** The kept figures of the last ninety days; the guard of the console stands before it. */
export const GET: APIRoute = async ({ locals }) => {
  const { csv } = await locals.shop.metric.export({})
  return new Response(csv, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": 'attachment; filename="metrics.csv"',
      "cache-control": "no-store",
    },
  })
}
