"""The chat gateway: authenticates, orders and stores messages, asks the engine, and says it."""
