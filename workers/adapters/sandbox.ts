import { z } from "zod"

/** Where the sandbox Worker listens: the stand-in for every vendor whose secret is not set. */
export const sandboxEnv = z.object({ SANDBOX_URL: z.url().default("http://localhost:8788") })
export type SandboxConfig = z.infer<typeof sandboxEnv>

export type PortMode = "embedded" | "sandbox" | "live"

type Vendor = { sandbox: string; live: string; url?: string; secret?: string; sandboxSecret: string }

/**
 * Address, secret and mode of a vendor. A secret turns on the live address; without one the well-known secret of the
 * sandbox is used there. An explicit `url` wins over both. Nothing after this knows which of them it talks to.
 */
export function endpoint(vendor: Vendor): { url: string; secret: string; mode: Extract<PortMode, "sandbox" | "live"> } {
  const url = (vendor.url ?? (vendor.secret ? vendor.live : vendor.sandbox)).replace(/\/+$/, "")
  const mode = new URL(url).origin === new URL(vendor.sandbox).origin ? "sandbox" : "live"
  // A real secret is never sent to a stand-in.
  return { url, secret: mode === "live" && vendor.secret ? vendor.secret : vendor.sandboxSecret, mode }
}
