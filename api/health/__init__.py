"""Whether the service and its parts are well."""
