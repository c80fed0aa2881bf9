/// <reference types="astro/client" />

declare namespace App {
  /** What the Worker hands to every page: the shop's operations, called in process. */
  interface Locals {
    shop: import("#workers/domain/index.ts").Shop
    /** An operator is signed in; pages may link to the console. */
    operator: boolean
    /** Origin under which the public reaches the shop, without a trailing slash. */
    publicUrl: string
    requestId: string
    /** Runs a job of the clock now, for an operator. */
    runJob: (name: string) => Promise<{ ok: boolean; result: string }>
    /** The OpenAPI 3.1 document of the API, made from the routes. */
    openApi: () => ReturnType<typeof import("#workers/api/docs.ts").openApiDocument>
  }
}
