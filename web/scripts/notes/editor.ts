// The editor: ProseMirror on a document of Yjs, with the few things minutes need. Its elements are those that the server knows
// (`crates/rooms/src/meetings/text/wire.rs`); whatever else is pasted becomes these or plain words.
import { baseKeymap, toggleMark, setBlockType, chainCommands } from "prosemirror-commands";
import { inputRules, textblockTypeInputRule, wrappingInputRule } from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import { Schema, type MarkType, type NodeType } from "prosemirror-model";
import { liftListItem, sinkListItem, splitListItem, wrapInList } from "prosemirror-schema-list";
import { EditorState, type Command } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { redo, undo, ySyncPlugin, yCursorPlugin, yUndoPlugin } from "y-prosemirror";
import type * as Y from "yjs";
import type { Presence } from "./presence";

const web = (href: string): boolean => /^https?:\/\/\S+$/i.test(href);

const schema = new Schema({
  nodes: {
    doc: { content: "block+" },
    paragraph: { content: "inline*", group: "block", parseDOM: [{ tag: "p" }], toDOM: () => ["p", 0] },
    heading: { content: "inline*", group: "block", defining: true, parseDOM: ["h1", "h2", "h3", "h4", "h5", "h6"].map((tag) => ({ tag })), toDOM: () => ["h3", 0] },
    bullet_list: { content: "list_item+", group: "block", parseDOM: [{ tag: "ul" }], toDOM: () => ["ul", 0] },
    ordered_list: { content: "list_item+", group: "block", parseDOM: [{ tag: "ol" }], toDOM: () => ["ol", 0] },
    list_item: { content: "paragraph block*", defining: true, parseDOM: [{ tag: "li" }], toDOM: () => ["li", 0] },
    hard_break: { inline: true, group: "inline", selectable: false, parseDOM: [{ tag: "br" }], toDOM: () => ["br"] },
    text: { group: "inline" },
  },
  marks: {
    link: {
      attrs: { href: {} }, inclusive: false,
      parseDOM: [{ tag: "a[href]", getAttrs: (a) => { const href = (a as HTMLElement).getAttribute("href") ?? ""; return web(href) && { href }; } }],
      toDOM: (mark) => ["a", { href: web(String(mark.attrs["href"])) ? mark.attrs["href"] : null, rel: "noopener noreferrer nofollow" }, 0],
    },
    em: { parseDOM: [{ tag: "i" }, { tag: "em" }], toDOM: () => ["em", 0] },
    strong: { parseDOM: [{ tag: "b" }, { tag: "strong" }], toDOM: () => ["strong", 0] },
  },
});
const node = (name: string): NodeType => schema.nodes[name] as NodeType;
const mark = (name: string): MarkType => schema.marks[name] as MarkType;

/** A list where there was none, plain paragraphs where there was one of that kind. */
const list = (name: string): Command => (state, dispatch) => {
  const { $from } = state.selection;
  for (let d = $from.depth; d > 0; d--) if ($from.node(d).type === node(name)) return liftListItem(node("list_item"))(state, dispatch);
  return wrapInList(node(name))(state, dispatch);
};

const heading: Command = (state, dispatch) =>
  setBlockType(node(state.selection.$from.parent.type === node("heading") ? "paragraph" : "heading"))(state, dispatch);

const lineBreak: Command = (state, dispatch) => {
  dispatch?.(state.tr.replaceSelectionWith(node("hard_break").create()).scrollIntoView());
  return true;
};

export interface Editor { view: EditorView; tool(name: string): void; on(name: string): boolean }

export function edit(place: HTMLElement, text: Y.XmlFragment, presence: Presence, label: string, ask: string, writable: () => boolean, moved: () => void): Editor {
  const link: Command = (state, dispatch) => {
    const { from, to, empty } = state.selection;
    if (empty) return false;
    if (state.doc.rangeHasMark(from, to, mark("link"))) return toggleMark(mark("link"))(state, dispatch);
    if (!dispatch) return true;
    const href = prompt(ask, "https://")?.trim() ?? "";
    return web(href) && toggleMark(mark("link"), { href })(state, dispatch);
  };
  const tools: Record<string, Command> = {
    strong: toggleMark(mark("strong")), em: toggleMark(mark("em")), heading, link, undo: (s) => undo(s), redo: (s) => redo(s),
    bullet_list: list("bullet_list"), ordered_list: list("ordered_list"),
  };
  const item = node("list_item");
  const state = EditorState.create({
    schema,
    plugins: [
      ySyncPlugin(text),
      yCursorPlugin(presence as never, { cursorBuilder: presence.cursor, selectionBuilder: presence.selection }),
      yUndoPlugin(),
      inputRules({ rules: [
        wrappingInputRule(/^\s*[-*•]\s$/, node("bullet_list")),
        wrappingInputRule(/^\s*1[.)]\s$/, node("ordered_list")),
        textblockTypeInputRule(/^#{1,3}\s$/, node("heading")),
      ] }),
      keymap({
        "Mod-b": tools["strong"] as Command, "Mod-i": tools["em"] as Command, "Mod-k": link,
        "Mod-z": tools["undo"] as Command, "Mod-y": tools["redo"] as Command, "Mod-Shift-z": tools["redo"] as Command,
        // Tab stays the way out of the editor.
        "Enter": splitListItem(item), "Mod-]": sinkListItem(item), "Mod-[": liftListItem(item),
        "Shift-Enter": chainCommands(lineBreak),
      }),
      keymap(baseKeymap),
    ],
  });
  const view = new EditorView(place, {
    state,
    editable: writable,
    attributes: () => ({ role: "textbox", "aria-multiline": "true", "aria-label": label, "aria-readonly": String(!writable()), class: "prose shared", "data-testid": "shared-editor" }),
    dispatchTransaction(this: EditorView, tr) { this.updateState(this.state.apply(tr)); moved(); }, // the first one comes while it is being made
  });
  return {
    view,
    tool(name) { if (!writable()) return; view.focus(); tools[name]?.(view.state, view.dispatch, view); },
    on(name) {
      const { from, $from, to, empty } = view.state.selection;
      const type = schema.marks[name];
      if (type) return empty ? Boolean(type.isInSet(view.state.storedMarks ?? $from.marks())) : view.state.doc.rangeHasMark(from, to, type);
      for (let d = $from.depth; d > 0; d--) if ($from.node(d).type.name === name) return true;
      return false;
    },
  };
}
