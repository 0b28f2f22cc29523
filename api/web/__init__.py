"""The web chat: TypeScript sources, their build, and how the built pages are served."""
