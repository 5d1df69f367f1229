// What the pages' modules find around them in the browser, for the type checker.

import type { Overlay } from "../../interestlab/ui/map/selection.js";

declare global {
  /** A text that Python sends for the point under the pointer. */
  type Tip = { channel: "tip"; map: string; revision: string; at: number; text: string };
  type MapMessage = Overlay | Tip;
  /** The last message of a channel, with the way back to the page. */
  type Relayed = MapMessage & { send: (name: string, value: unknown) => void };

  /** What Streamlit hands to a component. */
  type ComponentArguments<Data> = {
    data: Data | null;
    parentElement: HTMLElement;
    setStateValue: (name: string, value: unknown) => void;
    setTriggerValue: (name: string, value: unknown) => void;
  };

  var __interestlabRelay: Map<string, Relayed> | undefined;

  interface DocumentEventMap {
    "interestlab-map": CustomEvent<Relayed>;
  }
}
