"""Messages to people outside the chat: written with what they tell of, sent by the worker."""
