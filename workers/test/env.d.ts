declare namespace Cloudflare {
  interface GlobalProps {
    /** What `exports` of "cloudflare:workers" holds in tests. */
    mainModule: typeof import("./worker.ts")
  }
}
