"""The ways in: the command line and the REST API, and the one place where everything is wired together."""
