// The few things we use of htmx, typed by its own declarations.
declare module "htmx.org/dist/htmx.esm.js" {
  const htmx: {
    config: Record<string, unknown>;
    process(element: Element): void;
    trigger(element: Element, event: string): void;
    ajax(verb: string, url: string, how: { source: Element; target: Element; swap: string }): Promise<void>;
  };
  export default htmx;
}
