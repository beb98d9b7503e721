/** Small pictures for the WebGL map, drawn on a canvas when first asked for. */
import type { Pattern, Theme } from "../logic/look";
import type { CrossingState } from "../logic/model";
import { PAPER } from "./colours";

export const RATIO = 2;

type Brush = CanvasRenderingContext2D;

function drawn(side: number, draw: (brush: Brush) => void): ImageData {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = side * RATIO;
  const brush = canvas.getContext("2d") as Brush;
  brush.scale(RATIO, RATIO);
  draw(brush);
  return brush.getImageData(0, 0, side * RATIO, side * RATIO);
}

/** The disc of a place: hue, pattern, and paler inside for older evidence. */
export function spotIcon(colour: string, pattern: Pattern, opacity: number, theme: Theme): ImageData {
  const { halo } = PAPER[theme];
  return drawn(22, (brush) => {
    brush.beginPath();
    brush.arc(11, 11, 8.5, 0, 2 * Math.PI);
    brush.lineWidth = 5;
    brush.strokeStyle = halo;
    brush.stroke();
    brush.save();
    brush.clip();
    brush.fillStyle = halo;
    brush.fillRect(0, 0, 22, 22);
    brush.globalAlpha = opacity;
    brush.fillStyle = pattern === "solid" ? colour : halo;
    brush.fillRect(0, 0, 22, 22);
    texture(brush, pattern, colour, 22);
    brush.restore();
    brush.beginPath();
    brush.arc(11, 11, 8.5, 0, 2 * Math.PI);
    brush.lineWidth = 2.2;
    brush.strokeStyle = colour;
    if (pattern === "hollow") brush.setLineDash([3, 2.4]);
    brush.stroke();
  });
}

/** A tile of an area's pattern, to lie over its hue. */
export function tileIcon(pattern: Pattern, theme: Theme): ImageData {
  return drawn(12, (brush) => texture(brush, pattern, PAPER[theme].halo, 12));
}

export function texture(brush: Brush, pattern: Pattern, colour: string, side: number): void {
  brush.strokeStyle = brush.fillStyle = colour;
  brush.lineWidth = 2;
  const lines = (slope: 1 | -1): void => {
    for (let at = -side; at <= 2 * side; at += 6) {
      brush.beginPath();
      brush.moveTo(at - side, slope === 1 ? 2 * side : -side);
      brush.lineTo(at + 2 * side, slope === 1 ? -side : 2 * side);
      brush.stroke();
    }
  };
  if (pattern === "hatched" || pattern === "crossed") lines(1);
  if (pattern === "crossed") lines(-1);
  if (pattern === "dots") {
    for (let x = 0; x <= side; x += 6) for (let y = 0; y <= side; y += 6) {
      brush.beginPath();
      brush.arc(x + 2, y + 2, 1.5, 0, 2 * Math.PI);
      brush.fill();
    }
  }
}

export function gateIcon(state: CrossingState, theme: Theme): ImageData {
  const { ink, halo } = PAPER[theme];
  return drawn(20, (brush) => {
    brush.fillStyle = halo;
    brush.fillRect(2, 2, 16, 16);
    brush.lineWidth = 2;
    brush.strokeStyle = ink;
    brush.strokeRect(3, 3, 14, 14);
    if (state === "closed") {
      brush.lineWidth = 2.4;
      for (const way of [1, -1]) {
        brush.beginPath();
        brush.moveTo(6.5, 10 - 3.5 * way);
        brush.lineTo(13.5, 10 + 3.5 * way);
        brush.stroke();
      }
      return;
    }
    brush.beginPath();
    brush.arc(10, 10, 3.8, 0, 2 * Math.PI);
    brush.stroke();
    if (state === "partial") {
      brush.fillStyle = ink;
      brush.beginPath();
      brush.arc(10, 10, 3.8, Math.PI / 2, 1.5 * Math.PI);
      brush.fill();
    }
  });
}

/** A diamond for something that happened. */
export function dotIcon(theme: Theme): ImageData {
  const { ink, halo } = PAPER[theme];
  return drawn(14, (brush) => {
    brush.translate(7, 7);
    brush.rotate(Math.PI / 4);
    brush.fillStyle = halo;
    brush.fillRect(-4.5, -4.5, 9, 9);
    brush.fillStyle = ink;
    brush.fillRect(-3.2, -3.2, 6.4, 6.4);
  });
}

export function arrowIcon(theme: Theme): ImageData {
  return drawn(14, (brush) => {
    brush.fillStyle = PAPER[theme].soft;
    brush.beginPath();
    brush.moveTo(7, 0);
    brush.lineTo(13, 12);
    brush.lineTo(7, 9);
    brush.lineTo(1, 12);
    brush.fill();
  });
}
