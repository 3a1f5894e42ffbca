"""The kinds that travel over HTTP: REST, GraphQL, JSON-RPC."""
