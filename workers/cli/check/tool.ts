import { spawn } from "node:child_process"
import { root } from "../paths.ts"

/** What a check found wrong; an empty list is a pass. `note` is shown behind a pass. */
export type Finding = { wrong: string[]; note?: string }

/** Runs one of the project's own programs and gives its exit code and lines. */
export function run(command: string, args: string[]): Promise<{ code: number; lines: string[] }> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: "0" } })
    let text = ""
    child.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()))
    child.stderr.on("data", (chunk: Buffer) => (text += chunk.toString()))
    child.once("error", (error) => resolve({ code: 1, lines: [`${command} cannot be run: ${error.message}`] }))
    child.once("close", (code) => resolve({ code: code ?? 1, lines: text.split("\n").filter((line) => line.trim() !== "") }))
  })
}

/** A program that says nothing but its complaints. */
export async function tool(command: string, ...args: string[]): Promise<Finding> {
  const { code, lines } = await run(command, args)
  return { wrong: code === 0 ? [] : lines }
}
