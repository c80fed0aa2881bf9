import type { WorksheetBlock } from "#schemas/content/worksheet.ts"
import type { Piece } from "../page/flow.ts"
import { checkbox, writingLines } from "../page/furniture.ts"
import type { Look } from "../page/look.ts"
import type { Page } from "../page/page.ts"
import { table } from "../page/table.ts"
import type { TextStyle, Typesetter } from "../page/typesetter.ts"

/** What the blocks of one sheet share; `width` is that of the flow in points, `density` 1 or less pulls everything closer. */
export type Setting = { type: Typesetter; look: Look; width: number; density: number }
type BlockOf<T extends WorksheetBlock["type"]> = Extract<WorksheetBlock, { type: T }>

const LINE = 23

function title({ look, density }: Setting, text: string, before = 24 * density): Piece {
  return {
    height: 26,
    before,
    keep: true,
    draw: (page, x, y, width) => {
      page.rect({ x, y: y + 3, w: 9, h: 9 }, { fill: look.tone })
      page.fit({ x: x + 16, y: y - 1, w: width - 16, h: 18 }, text, look.heading(13, look.ink, { leading: 1.2 }), {
        valign: "middle",
        maxLines: 1,
      })
    },
  }
}

const heightOf = (type: Typesetter, text: string, style: TextStyle, width: number) =>
  type.lines(text, style, width).lines.length * (style.leading ?? 1.3) * style.size

/** A text over an optional remark in muted colour: how items, steps and statements read. */
function pair({ type, look, width }: Setting, text: string, remark: string | undefined, indent: number, strong = false) {
  const style = (strong ? look.strong : look.text)(10.5, look.ink, { leading: 1.3 })
  const small = look.text(9, look.muted, { leading: 1.35 })
  const room = width - indent
  const first = heightOf(type, text, style, room)
  const second = remark ? heightOf(type, remark, small, room) + 1 : 0
  const draw = (page: Page, x: number, y: number) => {
    page.fit({ x: x + indent, y, w: room, h: first + 0.1 }, text, style)
    if (remark) page.fit({ x: x + indent, y: y + first + 1, w: room, h: second }, remark, small)
  }
  return { height: first + second, draw }
}

function checklist(setting: Setting, block: BlockOf<"checklist">): Piece[] {
  const { look } = setting
  return block.items.map(({ text, note }, at) => {
    const body = pair(setting, text, note, 26)
    const height = Math.max(25 * setting.density, body.height + 11 * setting.density)
    return {
      height,
      keep: at === 0,
      draw: (page, x, y, width) => {
        checkbox(page, x + 1, y + (25 * setting.density - 12.5) / 2 - 0.5, 12.5, look.ink, 1)
        body.draw(page, x, y + (25 * setting.density - 14) / 2)
        page.line(x + 26, y + height, x + width, y + height, look.rule, 0.5)
      },
    }
  })
}

function grid({ type, look, width, density }: Setting, block: BlockOf<"table">): Piece[] {
  const styles = { head: look.strong(9, look.onTone, { leading: 1.2 }), cell: look.text(9.5), rule: look.rule, line: look.ink }
  return table(type, { ...block, blankHeight: 27 * density, before: 0, fill: look.tone }, styles, width)
}

function questions({ type, look, width, density }: Setting, block: BlockOf<"questions">): Piece[] {
  const style = look.strong(10.5, look.ink, { leading: 1.3 })
  const line = LINE * density
  return block.questions.map(({ text, lines }, at) => {
    const asked = heightOf(type, text, style, width)
    return {
      height: asked + 3 + lines * line,
      before: at ? 14 * density : 0,
      draw: (page, x, y) => {
        page.fit({ x, y, w: width, h: asked + 0.1 }, text, style)
        writingLines(page, x, y + asked + 3, width, lines, line, look.rule)
      },
    }
  })
}

function steps(setting: Setting, block: BlockOf<"steps">): Piece[] {
  const { look } = setting
  return block.steps.map(({ text, detail }, at) => {
    const body = pair(setting, text, detail, 34, true)
    const height = Math.max(34 * setting.density, body.height + 14 * setting.density)
    return {
      height,
      keep: at === 0,
      draw: (page, x, y) => {
        if (at < block.steps.length - 1) page.line(x + 11, y + 24, x + 11, y + height + 3, look.rule, 1)
        page.circle(x + 11, y + 13, 10.5, { fill: look.tone })
        page.text(x + 11, y + 16.4, String(at + 1), look.monoStrong(9.5, look.onTone), { align: "center" })
        body.draw(page, x, y + 5)
      },
    }
  })
}

const SCALE = 5
const STEP = 29

function scale(setting: Setting, block: BlockOf<"scale">): Piece[] {
  const { look, width } = setting
  const left = width - SCALE * STEP
  const head: Piece = {
    height: 20,
    keep: true,
    draw: (page, x, y) => {
      const small = look.text(8, look.muted)
      page.text(x + left, y + 10, block.low, small, { room: (SCALE * STEP) / 2 - 4 })
      page.text(x + width, y + 10, block.high, small, { align: "right", room: (SCALE * STEP) / 2 - 4 })
      page.line(x, y + 17, x + width, y + 17, look.ink, 0.8)
    },
  }
  const rows = block.statements.map((text, at): Piece => {
    const body = pair({ ...setting, width: left - 14 }, text, undefined, 0)
    const height = Math.max(29 * setting.density, body.height + 14 * setting.density)
    return {
      height,
      head,
      keep: at === 0,
      draw: (page, x, y) => {
        body.draw(page, x, y + (height - body.height) / 2)
        for (let mark = 0; mark < SCALE; mark++) {
          const centre = x + left + (mark + 0.5) * STEP
          page.circle(centre, y + height / 2, 9, { stroke: look.ink, width: 0.8 })
          page.text(centre, y + height / 2 + 2.8, String(mark + 1), look.mono(8, look.muted), { align: "center" })
        }
        page.line(x, y + height, x + width, y + height, look.rule, 0.5)
      },
    }
  })
  return [head, ...rows]
}

function bodyPieces(setting: Setting, block: WorksheetBlock): Piece[] {
  switch (block.type) {
    case "checklist":
      return checklist(setting, block)
    case "table":
      return grid(setting, block)
    case "questions":
      return questions(setting, block)
    case "steps":
      return steps(setting, block)
    case "scale":
      return scale(setting, block)
  }
}

/** A block as pieces: its title and what there is to tick, fill in, answer, follow or rate. */
export const blockPieces = (setting: Setting, block: WorksheetBlock): Piece[] => [
  title(setting, block.title),
  ...bodyPieces(setting, block),
]
