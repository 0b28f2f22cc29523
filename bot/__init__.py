"""The assistant: understanding, dialogue and Norwegian language tools."""
