import { type ChildProcess, spawn, spawnSync } from "node:child_process"
import { mkdirSync, openSync, readFileSync } from "node:fs"
import { createServer } from "node:net"
import { builtConfig, fail, root, sandboxConfig } from "./paths.ts"
import { hashOf } from "./owner-key.ts"

export type Running = { url: string; sandboxUrl: string; stop(): Promise<void>; ended: Promise<void> }
/** `vars` are more settings of the shop, made from where it runs. */
type Options = { port: number; sandboxPort: number; state: string; key: string; vars?: (sandboxUrl: string) => Record<string, string> }

const env = { ...process.env, WRANGLER_SEND_METRICS: "false", CI: "1", NO_COLOR: "1", FORCE_COLOR: "0" }

/** Applies what is missing of migrations/ to the local D1. */
export function migrate(state: string): void {
  const { status, stdout, stderr } = spawnSync(
    "wrangler",
    ["d1", "migrations", "apply", "autonomax", "--local", "-c", builtConfig, "--persist-to", state],
    {
      cwd: root,
      env,
      encoding: "utf8",
    },
  )
  if (status !== 0) fail(`The database could not be migrated:\n${`${stdout}${stderr}`.trim().split("\n").slice(-8).join("\n")}`)
}

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const

/** Says so at once when the shop's port or the next one, the sandbox's, is taken. */
export async function claimPorts(port: number): Promise<void> {
  for (const wanted of [port, port + 1])
    if (!(await isFree(wanted))) fail(`Port ${wanted} is taken. Set PORT to another one (the sandbox takes the next).`)
}

/** Starts the Worker and the sandbox Worker, and waits until both answer. */
export async function serve({ port, sandboxPort, state, key, vars }: Options): Promise<Running> {
  await claimPorts(port)
  const url = `http://localhost:${port}`
  const sandboxUrl = `http://localhost:${sandboxPort}`
  mkdirSync(`${state}/logs`, { recursive: true })
  const own = { PUBLIC_URL: url, SANDBOX_URL: sandboxUrl, OWNER_KEY_HASH: hashOf(key), ...vars?.(sandboxUrl) }
  const shop = worker("shop", builtConfig, port, state, own)
  const sandbox = worker("sandbox", sandboxConfig, sandboxPort, `${state}/sandbox`, { WEBHOOK_URL: `${url}/webhooks/stripe` }, state)
  const children = [shop, sandbox]
  // Until the caller takes over, a signal while the servers come up must not leave them behind.
  const abort = () => process.exit(130)
  for (const name of signals) process.once(name, abort)
  process.once("exit", () => children.forEach((child) => child.pid && child.exitCode === null && signal(child.pid, "SIGKILL")))
  const stop = () => Promise.all(children.map(kill)).then(() => undefined)
  const ended = Promise.race(children.map((child) => new Promise<void>((resolve) => child.once("exit", () => resolve()))))
  try {
    await Promise.all([
      answers(`${url}/healthz`, shop, `${state}/logs/shop.log`),
      answers(`${sandboxUrl}/healthz`, sandbox, `${state}/logs/sandbox.log`),
    ])
  } catch (error) {
    await stop()
    fail(String(error instanceof Error ? error.message : error))
  }
  for (const name of signals) process.off(name, abort)
  return { url, sandboxUrl, stop, ended }
}

function worker(name: string, config: string, port: number, persist: string, vars: Record<string, string>, state = persist): ChildProcess {
  const log = openSync(`${state}/logs/${name}.log`, "w")
  const given = Object.entries(vars).flatMap(([key, value]) => ["--var", `${key}:${value}`])
  const args = [
    "dev",
    "--local",
    "-c",
    config,
    "--persist-to",
    persist,
    "--port",
    String(port),
    "--inspector-port",
    "0",
    "--show-interactive-dev-session=false",
    ...given,
  ]
  // A group of its own, so that stopping it stops workerd with it.
  return spawn("wrangler", args, { cwd: root, env, stdio: ["ignore", log, log], detached: true })
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.pid === undefined) return
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()))
  signal(child.pid, "SIGTERM")
  const timer = setTimeout(() => child.pid && signal(child.pid, "SIGKILL"), 4000)
  await gone
  clearTimeout(timer)
  // workerd may outlive its parent by a moment.
  signal(child.pid, "SIGKILL")
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(-pid, name)
  } catch {
    // The group is gone already.
  }
}

async function answers(url: string, child: ChildProcess, log: string): Promise<void> {
  const until = Date.now() + 90_000
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error(`The server ended at start:\n${tail(log)}`)
    const ok = await fetch(url, { signal: AbortSignal.timeout(10_000) }).then(
      (reply) => reply.ok,
      () => false,
    )
    if (ok) return
    await new Promise((resolve) => setTimeout(resolve, 150))
  }
  throw new Error(`${url} did not answer within 90 seconds:\n${tail(log)}`)
}

const tail = (file: string) => readFileSync(file, "utf8").trim().split("\n").slice(-12).join("\n")

export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once("error", () => resolve(false))
    probe.listen(port, "localhost", () => probe.close(() => resolve(true)))
  })
}

/** A port that nobody listens on, and whose neighbour is free too. */
export async function freePort(): Promise<number> {
  for (let port = 20_000 + Math.floor(Math.random() * 30_000); ; port += 2)
    if ((await isFree(port)) && (await isFree(port + 1))) return port
}
