import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

const server = `http://localhost:${process.env.PORT ?? "9080"}`;

const proxy = {
  "/api": server,
  "/ws": { target: server, ws: true },
  "/socket.io": { target: server, ws: true },
  "/health": server,
  "/openapi": server,
  "/metrics": server,
};

// The policy the server sends, so that `vite preview` refuses what production would refuse.
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "media-src 'self' blob:",
  "worker-src 'self' blob:",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

/** The heading font is part of the first screen: fetched beside the style sheet instead of after it. */
function preloadFont(): Plugin {
  return {
    name: "preload-font",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler(html, { bundle }) {
        const fonts = Object.keys(bundle ?? {}).filter((file) => file.endsWith(".woff2"));
        return {
          html,
          tags: fonts.map((file) => ({
            tag: "link",
            attrs: { rel: "preload", as: "font", type: "font/woff2", href: `/${file}`, crossorigin: "" },
            injectTo: "head" as const,
          })),
        };
      },
    },
  };
}

/** The service worker knows every file of the build, and changes with any of them. */
function keepShell(): Plugin {
  return {
    name: "keep-shell",
    apply: "build",
    generateBundle: {
      order: "post",
      handler(_, bundle) {
        const files = Object.keys(bundle)
          .filter((file) => file.startsWith("assets/"))
          .map((file) => `/${file}`)
          .sort();
        const all = ["/", "/theme.js", "/favicon.svg", ...files];
        const source = readFileSync("src/shell/worker.js", "utf8").replace("FILES", JSON.stringify(all)).replace("VERSION", createHash("sha256").update(all.join()).digest("hex").slice(0, 12));
        this.emitFile({ type: "asset", fileName: "sw.js", source });
      },
    },
  };
}

export default defineConfig({
  plugins: [react(), tailwindcss(), preloadFont(), keepShell()],
  server: { proxy },
  preview: { proxy, headers: { "Content-Security-Policy": contentSecurityPolicy } },
  build: {
    outDir: "../target/webapp",
    emptyOutDir: true,
    // Nothing becomes a data: address; the policy does not allow it for fonts and scripts.
    assetsInlineLimit: 0,
    // What the first page needs is one file, and so is what all forms need: a dozen small ones take turns on a slow network.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: "first", tags: ["$initial"], priority: 1 },
            { name: "form", test: /\/src\/(ui\/form|account)\/(\w+Field|useForm|useRefusals|checks)\.tsx?$/ },
          ],
        },
      },
    },
  },
  test: {
    environment: "jsdom",
    setupFiles: "src/test/setup.ts",
    // A style sheet means nothing here, except as a text.
    css: { include: [/\.css\?raw$/] },
    // One document and one set of modules for all files that a worker takes: each of them would need longer for its own than for its tests.
    isolate: false,
    testTimeout: 90_000,
    restoreMocks: true,
    unstubGlobals: true,
  },
});
