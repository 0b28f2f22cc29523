"""The engine's custom actions: thin, one file a subject; they ask the api and set slots."""
