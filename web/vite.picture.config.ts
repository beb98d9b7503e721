import { defineConfig } from "vite";

/** The static picture: one classic script and one style sheet, put into a single HTML file by `dateline map`. */
export default defineConfig({
  publicDir: false,
  build: {
    outDir: "../src/dateline/web/static/picture",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    target: "es2022",
    lib: { entry: "src/picture.tsx", name: "DatelinePicture", formats: ["iife"], fileName: () => "picture.js", cssFileName: "picture" },
  },
  define: { "process.env.NODE_ENV": '"production"' },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
} as Parameters<typeof defineConfig>[0]);
