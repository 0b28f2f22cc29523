import { defineConfig } from "vite";

/** Files that server-rendered pages link by name; all others carry a hash and may be cached for ever. */
const stable = { entries: ["page"], assets: ["page.css", "icon.svg"] };

export default defineConfig({
  base: "/",
  appType: "mpa",
  publicDir: false,
  build: {
    outDir: "dist",
    assetsDir: "assets",
    emptyOutDir: true,
    // Phones of 2020 and later: this is the hardware that people actually have.
    target: ["chrome87", "firefox83", "safari14"],
    cssTarget: ["chrome87", "firefox83", "safari14"],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: {
        page: "src/page.ts",
        index: "index.html",
        chat: "chat.html",
        time: "time.html",
      },
      output: {
        entryFileNames: (chunk) =>
          stable.entries.includes(chunk.name) ? "assets/[name].js" : "assets/[name]-[hash].js",
        chunkFileNames: "assets/[name]-[hash].js",
        assetFileNames: (asset) =>
          asset.names.some((name) => stable.assets.includes(name))
            ? "assets/[name][extname]"
            : "assets/[name]-[hash][extname]",
      },
    },
  },
  server: { proxy: { "/api": "http://127.0.0.1:8000" } },
});
