/** The static picture: the same page over data that stands in the file itself. */
import { render } from "preact";
import "./style.css";
import { App } from "./App";
import { begin } from "./begin";
import { FileDesk, type FileData } from "./desk/file";
import { DrawnMap } from "./map/DrawnMap";

const held = document.getElementById("data");
const data = JSON.parse(held?.textContent ?? "null") as FileData | null;
if (data) {
  begin(new FileDesk(data), { on: data.on, known: data.known });
  render(<App screens={{ Atlas: DrawnMap, extra: {}, keys: { Escape: () => undefined } }} />, document.getElementById("desk") as HTMLElement);
}
